select
    budgets.source,
    coalesce(units.org_unit_id, 'company') as org_unit_id,
    budgets.org_unit_id as delivered_org_unit_id,
    budgets.period_start,
    budgets.period_end,
    budgets.budget_cents,
    coalesce(budgets.committed_cents, 0) as committed_cents,
    budgets.forecast_cents
from {{ kept('stg_finance__budgets') }} as budgets
left join {{ ref('dim_org_units') }} as units
    on budgets.org_unit_id = units.org_unit_id
