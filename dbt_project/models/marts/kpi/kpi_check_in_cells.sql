{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_check_ins': 'held_on'}}) }}
with present as (

    -- Everybody employed on every day of the quarter, in the unit of its last day.
    select
        windows.period_type,
        windows.period_end,
        windows.person_key,
        max(case when windows.is_last_unit then windows.org_unit_id end) as org_unit_id,
        max(periods.period_start) as period_start
    from {{ ref('fct_person_windows') }} as windows
    inner join {{ ref('dim_periods') }} as periods
        on windows.period_type = periods.period_type
        and windows.period_end = periods.period_end
    where windows.period_type = 'quarter'
    group by windows.period_type, windows.period_end, windows.person_key
    having sum(windows.person_days) = max(periods.calendar_days)

),

talks as (

    select
        present.period_type,
        present.period_end,
        present.person_key,
        present.org_unit_id,
        check_ins.held_on,
        check_ins.days_since_previous
    from present
    left join {{ ref('fct_check_ins') }} as check_ins
        on present.person_key = check_ins.person_key
        and check_ins.held_on between present.period_start and present.period_end

),

spoken as (

    select period_type, period_end, person_key, org_unit_id, count(held_on) as check_in_count
    from talks
    group by period_type, period_end, person_key, org_unit_id

),

distances as (

    select period_type, period_end, person_key, org_unit_id, days_since_previous
    from talks
    where days_since_previous is not null

),

distance_members as (

    {{ cell_members('distances') }}

),

spaced as (

    select
        period_type,
        period_end,
        org_unit_id,
        dimension,
        category,
        count(distinct person_key) as spaced_count,
        percentile_cont(0.5) within group (order by days_since_previous) as days_between_median
    from distance_members
    group by period_type, period_end, org_unit_id, dimension, category

),

talked as (

    select * from (
    {{ summed_cells('spoken', ['quarter'], {'spoken_count': flag('check_in_count > 0'), 'check_in_count': 'check_in_count'}) }}
    ) as summed

)

select
    talked.*,
    cast(coalesce(spaced.spaced_count, 0) as bigint) as spaced_count,
    spaced.days_between_median
from talked
left join spaced
    on {{ same_cell('talked', 'spaced') }}
