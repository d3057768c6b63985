with windows as (

    select period_type, period_start, period_end
    from {{ ref('dim_periods') }}
    where period_type in ('month', 'quarter', 'year', 'r12') and is_complete

),

-- Everybody in the unit that figures count them in, which is their own unless the tree goes deeper than figures do.
seated as (

    select positions.grid, positions.period_type, positions.period_end, positions.person_key, tree.ancestor_id as org_unit_id
    from {{ ref('fct_grid_positions') }} as positions
    inner join windows
        on positions.period_type = windows.period_type
        and positions.period_end = windows.period_end
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on positions.period_end = tree.tree_on
        and positions.org_unit_id = tree.org_unit_id
        and tree.is_seat

),

filled as (

    select distinct grid, period_type, period_end from seated

),

-- A record set is compared over the windows in which it has people: most have no months.
pairs as (

    select
        fine_filled.grid,
        fine.period_type as fine_type,
        fine.period_end as fine_end,
        coarse.period_type as coarse_type,
        coarse.period_end as coarse_end
    from windows as fine
    inner join windows as coarse
        on fine.period_start >= coarse.period_start
        and fine.period_end <= coarse.period_end
    inner join filled as fine_filled
        on fine.period_type = fine_filled.period_type
        and fine.period_end = fine_filled.period_end
    inner join filled as coarse_filled
        on coarse.period_type = coarse_filled.period_type
        and coarse.period_end = coarse_filled.period_end
        and fine_filled.grid = coarse_filled.grid
    where
        (fine.period_type = 'month' and coarse.period_type in ('quarter', 'year', 'r12'))
        or (fine.period_type = 'quarter' and coarse.period_type in ('year', 'r12'))
        or (fine.period_type = 'year' and coarse.period_type = 'r12')

),

-- Everybody in the coarse window, by the unit there and the unit in the fine one; few of these pairs differ.
moves as (

    select
        pairs.grid,
        pairs.fine_type,
        pairs.fine_end,
        pairs.coarse_type,
        pairs.coarse_end,
        fine.org_unit_id as fine_unit,
        coarse.org_unit_id as coarse_unit,
        cast(count(*) as bigint) as n_persons
    from pairs
    inner join seated as coarse
        on pairs.grid = coarse.grid
        and pairs.coarse_type = coarse.period_type
        and pairs.coarse_end = coarse.period_end
    left join seated as fine
        on pairs.grid = fine.grid
        and pairs.fine_type = fine.period_type
        and pairs.fine_end = fine.period_end
        and coarse.person_key = fine.person_key
    group by pairs.grid, pairs.fine_type, pairs.fine_end, pairs.coarse_type, pairs.coarse_end, fine.org_unit_id, coarse.org_unit_id

    union all

    -- In the fine window only: a manager of March who is none at the end of the year.
    select
        pairs.grid,
        pairs.fine_type,
        pairs.fine_end,
        pairs.coarse_type,
        pairs.coarse_end,
        fine.org_unit_id as fine_unit,
        cast(null as {{ dbt.type_string() }}) as coarse_unit,
        cast(count(*) as bigint) as n_persons
    from pairs
    inner join seated as fine
        on pairs.grid = fine.grid
        and pairs.fine_type = fine.period_type
        and pairs.fine_end = fine.period_end
    left join seated as coarse
        on pairs.grid = coarse.grid
        and pairs.coarse_type = coarse.period_type
        and pairs.coarse_end = coarse.period_end
        and fine.person_key = coarse.person_key
    where coarse.person_key is null
    group by pairs.grid, pairs.fine_type, pairs.fine_end, pairs.coarse_type, pairs.coarse_end, fine.org_unit_id

)

select * from moves
