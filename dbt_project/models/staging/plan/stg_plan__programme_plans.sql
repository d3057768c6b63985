{{ stage('plan', 'programme_plans', key=['source', 'programme_id', 'period_start', 'period_end']) }}

select
    source,
    programme_id,
    period_start,
    period_end,
    planned_participants,
    planned_minutes,
    planned_cost_cents,
    currency,
    {{ provenance() }}
from staged
