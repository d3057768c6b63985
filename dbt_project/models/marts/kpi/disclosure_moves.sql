with windows as (

    select period_type, period_start, period_end
    from {{ ref('dim_periods') }}
    where period_type in ('month', 'quarter', 'year', 'r12') and is_complete

),

pairs as (

    select
        fine.period_type as fine_type,
        fine.period_end as fine_end,
        coarse.period_type as coarse_type,
        coarse.period_end as coarse_end
    from windows as fine
    inner join windows as coarse
        on fine.period_start >= coarse.period_start
        and fine.period_end <= coarse.period_end
    where
        (fine.period_type = 'month' and coarse.period_type in ('quarter', 'year', 'r12'))
        or (fine.period_type = 'quarter' and coarse.period_type in ('year', 'r12'))
        or (fine.period_type = 'year' and coarse.period_type = 'r12')

),

-- Everybody in the coarse window, by the unit there and the unit in the fine one; few of these pairs differ.
moves as (

    select
        coarse.grid,
        pairs.fine_type,
        pairs.fine_end,
        pairs.coarse_type,
        pairs.coarse_end,
        fine.org_unit_id as fine_unit,
        coarse.org_unit_id as coarse_unit,
        cast(count(*) as bigint) as n_persons
    from pairs
    inner join {{ ref('fct_grid_positions') }} as coarse
        on pairs.coarse_type = coarse.period_type
        and pairs.coarse_end = coarse.period_end
    left join {{ ref('fct_grid_positions') }} as fine
        on pairs.fine_type = fine.period_type
        and pairs.fine_end = fine.period_end
        and coarse.grid = fine.grid
        and coarse.person_key = fine.person_key
    group by
        coarse.grid, pairs.fine_type, pairs.fine_end, pairs.coarse_type, pairs.coarse_end, fine.org_unit_id, coarse.org_unit_id

    union all

    -- In the fine window only: a manager of March who is none at the end of the year.
    select
        fine.grid,
        pairs.fine_type,
        pairs.fine_end,
        pairs.coarse_type,
        pairs.coarse_end,
        fine.org_unit_id as fine_unit,
        cast(null as {{ dbt.type_string() }}) as coarse_unit,
        cast(count(*) as bigint) as n_persons
    from pairs
    inner join {{ ref('fct_grid_positions') }} as fine
        on pairs.fine_type = fine.period_type
        and pairs.fine_end = fine.period_end
    left join {{ ref('fct_grid_positions') }} as coarse
        on pairs.coarse_type = coarse.period_type
        and pairs.coarse_end = coarse.period_end
        and fine.grid = coarse.grid
        and fine.person_key = coarse.person_key
    where coarse.person_key is null
    group by fine.grid, pairs.fine_type, pairs.fine_end, pairs.coarse_type, pairs.coarse_end, fine.org_unit_id

)

select * from moves
