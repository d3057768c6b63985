select
    windows.period_type,
    windows.period_end,
    tree.ancestor_id as org_unit_id,
    sum(pay.paid_days) as paid_days,
    sum(pay.pay_cents) as pay_cents
from {{ ref('fct_person_pay_months') }} as pay
inner join {{ ref('dim_periods') }} as windows
    on pay.month_start between windows.period_start and windows.period_end
    and windows.period_type in ('year', 'r12')
inner join {{ ref('brg_org_unit_ancestors') }} as tree
    on windows.period_end = tree.tree_on
    and pay.org_unit_id = tree.org_unit_id
group by windows.period_type, windows.period_end, tree.ancestor_id
