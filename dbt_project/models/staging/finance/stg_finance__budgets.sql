{{ stage('finance', 'budgets', key=['source', 'org_unit_id', 'period_start', 'period_end']) }}

select
    source,
    org_unit_id,
    period_start,
    period_end,
    budget_cents,
    committed_cents,
    forecast_cents,
    currency,
    {{ provenance() }}
from staged
