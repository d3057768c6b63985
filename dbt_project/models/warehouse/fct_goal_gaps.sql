with days as (

    select period_type, period_end from {{ ref('dim_periods') }} where period_type = 'quarter'

),

-- Goals of an approved plan that run on the last day of the quarter, of people employed on it.
running as (

    select
        days.period_type,
        days.period_end,
        goals.person_key,
        segments.org_unit_id,
        goals.skill_id
    from days
    inner join {{ ref('fct_development_goals') }} as goals
        on goals.set_on <= days.period_end
        and goals.due_on > days.period_end
        and (goals.closed_on is null or goals.closed_on > days.period_end)
    inner join {{ ref('fct_employment_segments') }} as segments
        on goals.person_key = segments.person_key
        and days.period_end >= segments.segment_from
        and days.period_end < segments.segment_to
    where not (goals.excluded_because_unmatched or goals.excluded_because_not_approved)

)

select
    running.period_type,
    running.period_end,
    running.person_key,
    running.org_unit_id,
    cast(count(*) as integer) as goal_count,
    -- Only a skill that the role asks and whose level nobody knows leaves the question open.
    cast(sum(case when skills.is_required and not skills.is_assessed then 0 else 1 end) as integer) as known_count,
    cast(sum(case when skills.is_required and skills.gap > 0 then 1 else 0 end) as integer) as aligned_count
from running
left join {{ ref('fct_person_skills') }} as skills
    on running.person_key = skills.person_key
    and running.period_end = skills.measured_on
    and running.skill_id = skills.skill_id
group by running.period_type, running.period_end, running.person_key, running.org_unit_id
