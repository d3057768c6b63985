{{ stage('hris', 'development_goals', key=['source', 'goal_key']) }}

select
    source,
    goal_key,
    plan_key,
    skill_id,
    set_on,
    due_on,
    achieved_on,
    withdrawn_on,
    {{ provenance() }}
from staged
