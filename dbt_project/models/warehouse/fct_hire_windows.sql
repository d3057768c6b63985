select
    windows.period_type,
    windows.period_end,
    hires.person_key,
    hires.org_unit_id,
    hires.started_on,
    hires.job_family,
    hires.exit_day,
    hires.milestone_count,
    hires.productive_day,
    hires.task_count,
    hires.onboarded_day
from {{ ref('fct_hires') }} as hires
inner join {{ ref('dim_periods') }} as windows
    on hires.started_on between windows.period_start and windows.period_end
    and windows.period_type in ('month', 'quarter', 'year', 'r12')
where hires.is_eligible
