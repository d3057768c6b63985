select
    periods.period_type,
    periods.period_end,
    tree.ancestor_id as org_unit_id,
    count(*) as budget_count,
    -- A budget whose period reaches out of the window says nothing about the part inside.
    sum(case when is_inside and budgets.budget_cents is not null then 1 else 0 end) as budget_known_count,
    sum(case when is_inside and budgets.budget_cents is not null and budgets.forecast_cents is not null then 1 else 0 end) as forecast_known_count,
    sum(case when is_inside then coalesce(budgets.budget_cents, 0) else 0 end) as budget_cents,
    sum(case when is_inside then budgets.committed_cents else 0 end) as committed_cents,
    sum(case when is_inside then coalesce(budgets.forecast_cents, 0) else 0 end) as forecast_cents
from {{ ref('fct_budgets') }} as budgets
inner join (
    select
        windows.period_type,
        windows.period_end,
        windows.period_start,
        parts.period_start as budget_start,
        parts.period_end as budget_end,
        parts.period_start >= windows.period_start and parts.period_end <= windows.period_end as is_inside
    from {{ ref('dim_periods') }} as windows
    inner join (select distinct period_start, period_end from {{ ref('fct_budgets') }}) as parts
        on windows.period_start <= parts.period_end
        and windows.period_end >= parts.period_start
    where windows.period_type in ('month', 'quarter', 'year', 'r12')
) as periods
    on budgets.period_start = periods.budget_start
    and budgets.period_end = periods.budget_end
inner join {{ ref('brg_org_unit_ancestors') }} as tree
    on periods.period_end = tree.tree_on
    and budgets.org_unit_id = tree.org_unit_id
group by periods.period_type, periods.period_end, tree.ancestor_id
