with tree as (

    select
        tree_on,
        org_unit_id,
        ancestor_id,
        child_id,
        distance,
        -- The company is the topmost ancestor of every unit.
        max(distance) over (partition by tree_on, org_unit_id) - distance as ancestor_level
    from {{ ref('int_org_units_rolled_up') }}

),

-- How many units the tree of a day counts down to each of its levels.
sizes as (

    select
        tree_on,
        ancestor_level as unit_level,
        sum(count(*)) over (partition by tree_on order by ancestor_level nulls last) as n_units
    from tree
    where distance = 0
    group by tree_on, ancestor_level

),

-- The level above the first that is too much on any day; 0, the company, always has figures.
depths as (

    select
        greatest(0, coalesce(min(case when n_units > {{ var('units_at_most') }} then unit_level end) - 1, max(unit_level))) as deepest_level,
        greatest(0, least(
            {{ var('dimension_levels') }},
            coalesce(min(case when n_units > {{ var('dimension_units_at_most') }} then unit_level end) - 1, max(unit_level))
        )) as deepest_broken_down
    from sizes

)

select
    tree.tree_on,
    tree.org_unit_id,
    tree.ancestor_id,
    -- Who sits below the deepest level is staff of the unit there.
    case when tree.ancestor_level = depths.deepest_level then tree.ancestor_id else tree.child_id end as child_id,
    cast(tree.distance as integer) as distance,
    cast(tree.ancestor_level as integer) as ancestor_level,
    tree.ancestor_level <= depths.deepest_broken_down as is_broken_down,
    tree.distance = 0 or tree.ancestor_level = depths.deepest_level as is_seat,
    tree.ancestor_level <= depths.deepest_broken_down
    and (tree.distance = 0 or tree.ancestor_level = depths.deepest_broken_down) as is_breakdown_seat
from tree
cross join depths
where tree.ancestor_level <= depths.deepest_level
