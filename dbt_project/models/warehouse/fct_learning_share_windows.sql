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

),

shares as (

    {% for class in var('activity_classes') -%}
    select
        '{{ class }}_hours' as outcome, people.*, learnt.{{ class }}_minutes as numerator, learnt.minutes as denominator,
        learnt.timed_count as known_count, learnt.record_count - learnt.timed_count as unknown_count
    from people
    inner join learnt
        on people.period_type = learnt.period_type
        and people.period_end = learnt.period_end
        and people.person_key = learnt.person_key

    union all

    select
        '{{ class }}_records' as outcome, people.*, learnt.{{ class }}_count as numerator, learnt.record_count as denominator,
        learnt.record_count as known_count, 0 as unknown_count
    from people
    inner join learnt
        on people.period_type = learnt.period_type
        and people.period_end = learnt.period_end
        and people.person_key = learnt.person_key

    union all

    {% endfor -%}
    select
        'captured' as outcome, people.*,
        case when coalesce(learnt.record_count - learnt.formal_count, 0) > 0 then 1 else 0 end as numerator,
        1 as denominator, 1 as known_count, 0 as unknown_count
    from people
    left join learnt
        on people.period_type = learnt.period_type
        and people.period_end = learnt.period_end
        and people.person_key = learnt.person_key

    union all

    -- Only those employed on every day of the window: others had less time to learn.
    select
        'full_window' as outcome, people.*,
        case when people.minutes = 0 and people.timed_record_count = people.record_count then 1 else 0 end as numerator,
        1 as denominator, 1 as known_count, 0 as unknown_count
    from people
    where people.person_days = people.calendar_days

)

select
    outcome,
    period_type,
    period_end,
    'all' as dimension,
    'all' as category,
    person_key,
    org_unit_id,
    cast(numerator as bigint) as numerator,
    cast(denominator as bigint) as denominator,
    cast(known_count as bigint) as known_count,
    cast(unknown_count as bigint) as unknown_count
from shares
