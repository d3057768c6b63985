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

-- How many units the tree counts down to every level, on the day on which it counts most.
sizes as (

    select
        unit_level,
        max(n_units) as n_units
    from (
        select
            levels.unit_level,
            tree.tree_on,
            count(*) as n_units
        from tree
        inner join (select distinct ancestor_level as unit_level from tree) as levels
            on tree.ancestor_level <= levels.unit_level
        where tree.distance = 0
        group by levels.unit_level, tree.tree_on
    ) as of_a_day
    group by unit_level

),

depths as (

    select
        max(case when n_units <= {{ var('units_at_most') }} then unit_level else 0 end) as deepest_level,
        least(
            {{ var('dimension_levels') }},
            max(case when n_units <= {{ var('dimension_units_at_most') }} then unit_level else 0 end)
        ) as deepest_broken_down
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
