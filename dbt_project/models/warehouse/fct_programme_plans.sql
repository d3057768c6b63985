select
    source,
    programme_id,
    period_start,
    period_end,
    planned_participants,
    planned_minutes,
    planned_cost_cents
from {{ kept('stg_plan__programme_plans') }}
