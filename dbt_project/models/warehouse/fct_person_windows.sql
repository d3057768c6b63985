{{ config(meta={'by_window': {'fct_person_months': 'month_start'}}) }}
with windows as (

    select period_type, period_start, period_end
    from {{ ref('dim_periods') }}
    where period_type in ('month', 'quarter', 'year', 'r12')

),

in_units as (

    select
        windows.period_type,
        windows.period_end,
        months.person_key,
        months.org_unit_id,
        sum(months.person_days) as person_days,
        sum(months.talent_days) as talent_days,
        sum(months.record_count) as record_count,
        sum(months.timed_record_count) as timed_record_count,
        sum(months.minutes) as minutes,
        sum(case when months.is_manager then months.person_days else 0 end) as manager_days,
        sum(case when months.is_manager then months.minutes else 0 end) as manager_minutes,
        max(months.last_day_on) as last_day_on,
        max(case when months.is_manager then months.last_day_on end) as last_manager_day_on
    from {{ ref('fct_person_months') }} as months
    inner join windows
        on months.month_start between windows.period_start and windows.period_end
    group by windows.period_type, windows.period_end, months.person_key, months.org_unit_id

),

whole_window as (

    select
        in_units.*,
        max(last_day_on) over (partition by period_type, period_end, person_key) as window_last_day_on,
        max(last_manager_day_on) over (partition by period_type, period_end, person_key) as window_last_manager_day_on,
        sum(record_count) over (partition by period_type, period_end, person_key) as window_record_count,
        sum(timed_record_count) over (partition by period_type, period_end, person_key) as window_timed_record_count,
        sum(minutes) over (partition by period_type, period_end, person_key) as window_minutes,
        sum(talent_days) over (partition by period_type, period_end, person_key) as window_talent_days
    from in_units

)

select
    period_type,
    period_end,
    person_key,
    org_unit_id,
    cast(person_days as integer) as person_days,
    cast(talent_days as integer) as talent_days,
    cast(record_count as integer) as record_count,
    cast(timed_record_count as integer) as timed_record_count,
    cast(minutes as bigint) as minutes,
    cast(manager_days as integer) as manager_days,
    cast(manager_minutes as bigint) as manager_minutes,
    last_day_on = window_last_day_on as is_last_unit,
    coalesce(window_last_manager_day_on = window_last_day_on, false) as is_manager_at_last,
    cast(window_record_count as integer) as window_record_count,
    cast(window_timed_record_count as integer) as window_timed_record_count,
    cast(window_minutes as bigint) as window_minutes,
    window_talent_days > 0 as is_key_talent_in_window
from whole_window
