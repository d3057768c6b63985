{{ config(materialized='view', meta={'by_window': {'fct_employment_segments': ['segment_from', 'segment_to']}}) }}
with reviewed as (

    select
        period_type,
        period_end,
        person_key,
        org_unit_id,
        max(goal_known_count) as goal_known_count,
        max(rated_count) as rated_count
    from {{ ref('fct_review_windows') }}
    group by period_type, period_end, person_key, org_unit_id

),

employed as (

    select
        periods.period_type,
        periods.period_end,
        segments.person_key,
        segments.org_unit_id,
        {{ days_between('segments.service_started_on', 'periods.period_end') }} + 1 as employment_day
    from {{ ref('dim_periods') }} as periods
    inner join {{ ref('fct_employment_segments') }} as segments
        on periods.period_end >= segments.segment_from
        and periods.period_end < segments.segment_to
    -- Without breakdowns these sets have windows of one kind, which do not lie in each other.
    where periods.has_dimensions and periods.period_type in ('day', 'r12')

),

throughout as (

    select
        windows.period_type,
        windows.period_end,
        windows.person_key,
        max(case when windows.is_last_unit then windows.org_unit_id end) as org_unit_id
    from {{ ref('fct_person_windows') }} as windows
    inner join {{ ref('dim_periods') }} as periods
        on windows.period_type = periods.period_type
        and windows.period_end = periods.period_end
    where windows.period_type = 'quarter'
    group by windows.period_type, windows.period_end, windows.person_key
    having sum(windows.person_days) = max(periods.calendar_days)

)

select 'hires' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_hire_windows') }}
union all
select 'hires_in_roles' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_hire_windows') }}
where milestone_count > 0
union all
select 'hires_with_tasks' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_hire_windows') }}
where (exit_day is null or exit_day >= {{ var('onboarding_days') }}) and task_count > 0
union all
select 'goal_owners' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_goal_windows') }}
union all
select 'reviewed' as grid, period_type, period_end, person_key, org_unit_id
from reviewed
union all
select 'reviewed_with_goals' as grid, period_type, period_end, person_key, org_unit_id
from reviewed
where goal_known_count > 0
union all
select 'rated' as grid, period_type, period_end, person_key, org_unit_id
from reviewed
where rated_count > 0
union all
select 'employed_at_end' as grid, period_type, period_end, person_key, org_unit_id
from employed
where period_type = 'r12'
union all
select 'settled' as grid, period_type, period_end, person_key, org_unit_id
from employed
where period_type = 'day' and employment_day >= {{ var('plan_tenure_days') }}
union all
select 'employed_throughout' as grid, period_type, period_end, person_key, org_unit_id
from throughout
