with goals as (

    select
        goals.source,
        goals.goal_key,
        goals.plan_key,
        people.person_key,
        goals.skill_id,
        goals.set_on,
        goals.due_on,
        goals.withdrawn_on,
        goals.achieved_on,
        plans.approved_on
    from {{ kept('stg_hris__development_goals') }} as goals
    left join {{ kept('stg_hris__development_plans') }} as plans
        on goals.source = plans.source
        and goals.plan_key = plans.plan_key
    left join {{ ref('int_people_matched') }} as people
        on plans.source = people.source
        and plans.source_person_key = people.source_person_key

),

placed as (

    select
        goals.source,
        goals.goal_key,
        goals.plan_key,
        goals.person_key,
        goals.skill_id,
        goals.set_on,
        goals.due_on,
        coalesce(least(goals.achieved_on, goals.withdrawn_on), goals.achieved_on, goals.withdrawn_on) as closed_on,
        segments.org_unit_id,
        coalesce(goals.achieved_on <= {{ add_days('goals.due_on', var('goal_grace_days')) }}, false) as is_achieved,
        goals.person_key is null as excluded_because_unmatched,
        goals.due_on is null as excluded_because_without_due_day,
        goals.approved_on is null as excluded_because_not_approved,
        -- Withdrawn on the day it was due is not in time any more.
        coalesce(goals.withdrawn_on < goals.due_on, false) as excluded_because_withdrawn,
        goals.person_key is not null and goals.due_on is not null and segments.org_unit_id is null as excluded_because_not_employed
    from goals
    left join {{ ref('int_employment_segments_cut') }} as segments
        on goals.person_key = segments.person_key
        and goals.due_on >= segments.segment_from
        and goals.due_on < segments.segment_to

)

select
    placed.*,
    not (
        excluded_because_unmatched
        or excluded_because_without_due_day
        or excluded_because_not_approved
        or excluded_because_withdrawn
        or excluded_because_not_employed
    ) as is_eligible
from placed
