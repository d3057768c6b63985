{{ config(meta={'by_window': {'fct_learning_records': 'occurred_on'}}) }}
with windows as (

    select period_type, period_start, period_end, calendar_days
    from {{ ref('dim_periods') }}
    where period_type in ('quarter', 'year', 'r12')

),

people as (

    select
        persons.period_type,
        persons.period_end,
        persons.person_key,
        max(case when persons.is_last_unit then persons.org_unit_id end) as org_unit_id,
        sum(persons.person_days) as person_days,
        max(persons.window_record_count) as record_count,
        max(persons.window_timed_record_count) as timed_record_count,
        max(persons.window_minutes) as minutes,
        max(windows.calendar_days) as calendar_days
    from {{ ref('fct_person_windows') }} as persons
    inner join windows
        on persons.period_type = windows.period_type
        and persons.period_end = windows.period_end
    group by persons.period_type, persons.period_end, persons.person_key

),

learnt as (

    select
        windows.period_type,
        windows.period_end,
        records.person_key,
        {%- for class in var('activity_classes') %}
        coalesce(sum(case when records.activity_class = '{{ class }}' then records.minutes end), 0) as {{ class }}_minutes,
        sum(case when records.activity_class = '{{ class }}' then 1 else 0 end) as {{ class }}_count,
        {%- endfor %}
        coalesce(sum(records.minutes), 0) as minutes,
        count(records.minutes) as timed_count,
        count(*) as record_count
    from {{ ref('fct_learning_records') }} as records
    inner join windows
        on records.occurred_on between windows.period_start and windows.period_end
    where records.is_eligible
    group by windows.period_type, windows.period_end, records.person_key

)

select
    people.period_type,
    people.period_end,
    people.person_key,
    people.org_unit_id,
    {%- for class in var('activity_classes') %}
    cast(coalesce(learnt.{{ class }}_minutes, 0) as bigint) as {{ class }}_minutes,
    cast(coalesce(learnt.{{ class }}_count, 0) as bigint) as {{ class }}_count,
    {%- endfor %}
    cast(coalesce(learnt.minutes, 0) as bigint) as minutes,
    cast(coalesce(learnt.timed_count, 0) as bigint) as timed_count,
    cast(coalesce(learnt.record_count, 0) as bigint) as record_count,
    people.person_days = people.calendar_days as is_employed_throughout,
    people.minutes = 0 and people.timed_record_count = people.record_count as has_learnt_nothing
from people
left join learnt
    on people.period_type = learnt.period_type
    and people.period_end = learnt.period_end
    and people.person_key = learnt.person_key
