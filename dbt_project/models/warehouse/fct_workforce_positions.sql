{{ config(materialized='view', meta={'by_window': {'fct_absence_reports': 'happened_on', 'fct_moves': 'moved_on', 'fct_requisitions': 'filled_on', 'fct_successions': 'counted_on'}}) }}
with events as (

    select 'recovered' as grid, person_key, happened_on, org_unit_id
    from {{ ref('fct_absence_reports') }}
    where event = 'recovered'
    union all
    select 'movers' as grid, person_key, moved_on, from_org_unit_id
    from {{ ref('fct_moves') }}
    where is_eligible and from_job_family is not null and to_job_family is not null
    union all
    select 'fillers' as grid, filled_by_person_key, filled_on, org_unit_id
    from {{ ref('fct_requisitions') }}
    where is_internal is not null
    union all
    select 'critical_fillers' as grid, filled_by_person_key, filled_on, org_unit_id
    from {{ ref('fct_requisitions') }}
    where is_internal is not null and is_critical

),

placed as (

    select
        events.grid,
        windows.period_type,
        windows.period_end,
        events.person_key,
        events.org_unit_id,
        row_number() over (
            partition by events.grid, windows.period_type, windows.period_end, events.person_key
            order by events.happened_on desc nulls last, events.org_unit_id nulls last
        ) as last_first
    from events
    inner join {{ ref('dim_periods') }} as windows
        on events.happened_on between windows.period_start and windows.period_end
        and windows.period_type in ('quarter', 'year', 'r12')
    where (windows.period_type <> 'year' or events.grid <> 'recovered') and (windows.period_type <> 'quarter' or events.grid = 'recovered')

),

roles as (

    select
        period_type,
        period_end,
        person_key,
        org_unit_id,
        row_number() over (partition by period_type, period_end, person_key order by role_from desc nulls last) as last_first
    from {{ ref('fct_role_windows') }}

)

select 'absence' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_absence_windows') }}
where is_last_unit
union all
select grid, period_type, period_end, person_key, org_unit_id
from placed
where last_first = 1
union all
select 'in_role' as grid, period_type, period_end, person_key, org_unit_id
from roles
where last_first = 1
union all
-- A key role stands for whoever holds it: one person at most.
select 'key_positions' as grid, 'quarter' as period_type, counted_on as period_end, concat(source, '/', position_id) as person_key, org_unit_id
from {{ ref('fct_successions') }}
where is_critical
