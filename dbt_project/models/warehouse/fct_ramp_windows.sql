with hires as (

    select
        hires.*,
        pay.yearly_salary_cents * pay.loaded_factor as loaded_cents,
        least(coalesce(hires.productive_day, {{ var('ramp_horizon_days') }}), {{ var('ramp_horizon_days') }}) as ramp_to_day
    from {{ ref('fct_hire_windows') }} as hires
    left join {{ ref('int_compensation_merged') }} as pay
        on hires.person_key = pay.person_key
        and hires.started_on >= pay.paid_from
        and hires.started_on < pay.paid_to
    where hires.period_type = 'r12' and hires.milestone_count > 0

),

ramps as (

    select
        *,
        -- Productivity rises from nothing to all of it along a straight line, so that half the days of the ramp are lost.
        case
            when productive_day is null and exit_day < ramp_to_day
                then exit_day - exit_day * exit_day / cast(2 * ramp_to_day as double)
            else ramp_to_day / cast(2 as double)
        end as lost_days
    from hires

)

select
    period_type,
    period_end,
    person_key,
    org_unit_id,
    {{ rounded('lost_days * 1000') }} as lost_millidays,
    {{ rounded('lost_days * loaded_cents / 365.25') }} as cost_cents
from ramps
