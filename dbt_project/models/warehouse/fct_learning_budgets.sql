select
    person_key,
    source,
    budget_id,
    org_unit_id,
    budgeted_from,
    budgeted_to,
    cast(minutes as integer) as minutes,
    cast(budget_days as integer) as budget_days
from {{ ref('int_learning_budgets_matched') }}
