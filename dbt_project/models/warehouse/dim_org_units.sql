with company as (

    select * from {{ ref('stg_landing__companies') }}

),

trees as (

    select distinct tree_on from {{ ref('int_org_units_rolled_up') }}

),

-- The newest tree that is no plan for the future; before the first period has ended, the first.
newest_tree as (

    select coalesce(max(case when trees.tree_on <= company.as_of then trees.tree_on end), min(trees.tree_on)) as tree_on
    from trees
    cross join company

),

levels as (

    select
        rolled.org_unit_id,
        max(rolled.distance) as level,
        max(case when rolled.distance = 1 then rolled.ancestor_id end) as parent_org_unit_id,
        max(case when rolled.ancestor_id = 'company' then rolled.path end) as path
    from {{ ref('int_org_units_rolled_up') }} as rolled
    inner join newest_tree
        on rolled.tree_on = newest_tree.tree_on
    group by rolled.org_unit_id

),

names as (

    select
        units.org_unit_id,
        units.name,
        row_number() over (
            partition by units.org_unit_id
            order by
                -- The name in force on the day of the tree; before the first, the first.
                case when units.valid_from is null or units.valid_from <= newest_tree.tree_on then 0 else 1 end,
                case when units.valid_from <= newest_tree.tree_on then units.valid_from end desc nulls last,
                units.valid_from nulls first,
                units.known_on desc nulls last, units.file_name desc nulls last, units.row_number desc nulls last
        ) as name_rank
    from {{ kept('stg_hris__org_units') }} as units
    cross join newest_tree

)

select
    levels.org_unit_id,
    case when levels.org_unit_id = 'company' then company.name else coalesce(names.name, levels.org_unit_id) end as name,
    levels.parent_org_unit_id,
    cast(levels.level as integer) as level,
    levels.path
from levels
cross join company
left join names
    on levels.org_unit_id = names.org_unit_id
    and names.name_rank = 1
