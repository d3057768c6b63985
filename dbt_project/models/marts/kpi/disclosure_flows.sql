with numbered as (

    select
        moves.*,
        row_number() over (
            order by
                grid nulls first, fine_type nulls first, fine_end nulls first, coarse_type nulls first, coarse_end nulls first,
                fine_unit nulls first, coarse_unit nulls first
        ) as move_number
    from {{ ref('disclosure_moves') }} as moves

),

steps as (

    select numbered.move_number, tree.ancestor_id as node, tree.child_id as from_child, '' as to_child
    from numbered
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on numbered.fine_end = tree.tree_on
        and numbered.fine_unit = tree.org_unit_id
    union all
    select numbered.move_number, tree.ancestor_id as node, '' as from_child, tree.child_id as to_child
    from numbered
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on numbered.coarse_end = tree.tree_on
        and numbered.coarse_unit = tree.org_unit_id

),

at_nodes as (

    select move_number, node, max(from_child) as from_child, max(to_child) as to_child
    from steps
    group by move_number, node

)

select
    numbered.grid,
    numbered.fine_type,
    numbered.fine_end,
    numbered.coarse_type,
    numbered.coarse_end,
    at_nodes.node,
    at_nodes.from_child,
    at_nodes.to_child,
    cast(sum(numbered.n_persons) as bigint) as n_persons
from at_nodes
inner join numbered
    on at_nodes.move_number = numbered.move_number
where at_nodes.from_child <> at_nodes.to_child
group by
    numbered.grid, numbered.fine_type, numbered.fine_end, numbered.coarse_type, numbered.coarse_end,
    at_nodes.node, at_nodes.from_child, at_nodes.to_child
