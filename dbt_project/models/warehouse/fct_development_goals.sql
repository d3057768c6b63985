select
    source,
    goal_key,
    plan_key,
    person_key,
    skill_id,
    set_on,
    due_on,
    closed_on,
    org_unit_id,
    is_achieved,
    excluded_because_unmatched,
    excluded_because_without_due_day,
    excluded_because_not_approved,
    excluded_because_withdrawn,
    excluded_because_not_employed,
    is_eligible
from {{ ref('int_goals_followed') }}
