-- What: below every child of every node, people of the long window = people of the short window + flows into the child - flows out of it.
-- When it matters: before every release. Disclosure control takes the flows for all there is; a flow that is missing is a group that can be
-- computed and is not protected.
-- What to do: take the node and the pair it names and compare fct_grid_positions of the two windows with disclosure_moves; the first that
-- differ are at fault.
with sizes as (

    select grid, period_type, period_end, org_unit_id, count(*) as n_persons
    from {{ ref('fct_grid_positions') }}
    group by grid, period_type, period_end, org_unit_id

),

children as (

    select
        sizes.grid,
        sizes.period_type,
        sizes.period_end,
        tree.ancestor_id as node,
        tree.child_id as child,
        sum(sizes.n_persons) as n_persons
    from sizes
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on sizes.period_end = tree.tree_on
        and sizes.org_unit_id = tree.org_unit_id
    group by sizes.grid, sizes.period_type, sizes.period_end, tree.ancestor_id, tree.child_id

),

pairs as (

    select distinct grid, fine_type, fine_end, coarse_type, coarse_end from {{ ref('disclosure_moves') }}

),

changes as (

    select pairs.*, children.node, children.child, - children.n_persons as n_persons
    from pairs
    inner join children
        on pairs.grid = children.grid
        and pairs.fine_type = children.period_type
        and pairs.fine_end = children.period_end

    union all

    select pairs.*, children.node, children.child, children.n_persons
    from pairs
    inner join children
        on pairs.grid = children.grid
        and pairs.coarse_type = children.period_type
        and pairs.coarse_end = children.period_end

    union all

    select grid, fine_type, fine_end, coarse_type, coarse_end, node, from_child as child, n_persons
    from {{ ref('disclosure_flows') }}
    where from_child <> ''

    union all

    select grid, fine_type, fine_end, coarse_type, coarse_end, node, to_child as child, - n_persons as n_persons
    from {{ ref('disclosure_flows') }}
    where to_child <> ''

)

select grid, fine_type, fine_end, coarse_type, coarse_end, node, child, sum(n_persons) as unexplained
from changes
group by grid, fine_type, fine_end, coarse_type, coarse_end, node, child
having sum(n_persons) <> 0
