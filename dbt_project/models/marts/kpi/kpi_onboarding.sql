{%- set milestones_recorded = 'case when are_milestones_recorded then 1.0 else 0.0 end' -%}
{#- Of hires without any task nothing is known; where nobody is left to ask nothing is missing. -#}
{%- set tasks_known = 'case when are_tasks_recorded then coalesce(' ~ ratio('tasked_count', 'settled_count') ~ ', 1.0) else 0.0 end' -%}
with ramps as (

    with cells as (select * from {{ ref('kpi_ramp_cells') }})
    {{ measure('ramp_cost_per_hire', ['r12'], 'cost_cents / cast(100 as double)', 'known_count', persons='known_count',
        completeness='coalesce(' ~ ratio('known_count', 'person_count') ~ ', 1.0)',
        complete='is_complete and ' ~ is_followed('ramps'), grid='hires_paid',
        moments=['known_count', 'cost_cents', 'known_count', 'cost_cost', 'cost_cents', 'known_count']) }}

),

cells as (

    select
        hires.*,
        -- Of the last hire of the window everything must have been told about to the end of the follow-up.
        coalesce({{ add_days('hires.period_end', var('productive_days') - 1) }} <= milestones.covered_to, false) as are_productive_days_recorded,
        milestones.covered_to is not null as are_milestones_recorded,
        coalesce({{ add_days('hires.period_end', var('onboarding_days') - 1) }} <= tasks.covered_to and hires.period_start >= tasks.covered_from, false)
            as are_tasks_recorded
    from {{ ref('kpi_hire_cells') }} as hires
    left join {{ ref('dim_talent_coverage') }} as milestones
        on milestones.process = 'milestones'
    left join {{ ref('dim_talent_coverage') }} as tasks
        on tasks.process = 'onboarding'

)

{{ measure('time_to_productivity_median_days', ['quarter', 'r12'], 'null', 'role_count', value='null', persons='role_count', completeness=milestones_recorded,
    grid='hires_in_roles', dimensions=['job_family']) }}
union all
{{ measure('productive_by_day_90_rate', ['quarter', 'r12'], 'productive_count', 'role_count', persons='role_count',
    completeness='case when are_productive_days_recorded then 1.0 else 0.0 end',
    complete='is_complete and ' ~ is_followed('productivity'), grid='hires_in_roles', dimensions=['job_family', 'gender', 'age_band']) }}
union all
{{ measure('onboarding_on_time_rate', ['month', 'quarter', 'year', 'r12'], 'onboarded_count', 'tasked_count', persons='tasked_count', completeness=tasks_known,
    complete='is_complete and ' ~ is_followed('onboarding'), grid='hires_with_tasks', dimensions=['job_family', 'gender', 'age_band']) }}
union all
select * from ramps
