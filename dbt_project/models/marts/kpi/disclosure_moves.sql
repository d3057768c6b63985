{{ config(meta={'window': ['coarse_type', 'coarse_end'], 'by_window': {'dim_periods': 'windows within', 'fct_grid_positions': 'windows within', 'brg_org_unit_ancestors': 'tree_on'}}) }}
-- Everything is numbered first: a hundred million positions are compared some twenty times, and numbers are a fifth of the names.
with windows as (

    select
        period_type, period_start, period_end,
        row_number() over (order by period_type nulls last, period_end nulls last) as span
    from {{ ref('dim_periods') }}
    where period_type in ('month', 'quarter', 'year', 'r12') and is_complete

),

people as (

    select person_key, row_number() over (order by person_key nulls last) as person
    from (select distinct person_key from {{ ref('fct_grid_positions') }}) as everybody

),

units as (

    select org_unit_id, row_number() over (order by org_unit_id nulls last) as seat
    from (select distinct ancestor_id as org_unit_id from {{ ref('brg_org_unit_ancestors') }} where is_seat) as seats

),

grids as (

    select grid, row_number() over (order by grid nulls last) as record_set
    from (select distinct grid from {{ ref('fct_grid_positions') }}) as every_grid

),

-- Everybody in the unit that figures count them in, which is their own unless the tree goes deeper than figures do.
seated as (

    select
        cast(grids.record_set as smallint) as record_set, cast(windows.span as smallint) as span,
        cast(people.person as integer) as person, cast(units.seat as integer) as seat
    from {{ ref('fct_grid_positions') }} as positions
    inner join windows
        on positions.period_type = windows.period_type
        and positions.period_end = windows.period_end
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on positions.period_end = tree.tree_on
        and positions.org_unit_id = tree.org_unit_id
        and tree.is_seat
    inner join people on positions.person_key = people.person_key
    inner join units on tree.ancestor_id = units.org_unit_id
    inner join grids on positions.grid = grids.grid

),

filled as (

    select distinct record_set, span from seated

),

-- A record set is compared over the windows in which it has people: most have no months.
pairs as (

    select fine_filled.record_set, fine_filled.span as fine, coarse_filled.span as coarse
    from windows as fine
    inner join windows as coarse
        on {{ lies_within('fine', 'coarse') }}
    inner join filled as fine_filled on fine.span = fine_filled.span
    inner join filled as coarse_filled
        on coarse.span = coarse_filled.span
        and fine_filled.record_set = coarse_filled.record_set

),

-- Everybody in the coarse window, by the unit there and the unit in the fine one; few of these pairs differ.
moves as (

    select pairs.record_set, pairs.fine, pairs.coarse, fine.seat as fine_seat, coarse.seat as coarse_seat, count(*) as n_persons
    from pairs
    inner join seated as coarse
        on pairs.record_set = coarse.record_set
        and pairs.coarse = coarse.span
    left join seated as fine
        on pairs.record_set = fine.record_set
        and pairs.fine = fine.span
        and coarse.person = fine.person
    group by pairs.record_set, pairs.fine, pairs.coarse, fine.seat, coarse.seat

    union all

    -- In the fine window only: a manager of March who is none at the end of the year.
    select pairs.record_set, pairs.fine, pairs.coarse, fine.seat as fine_seat, cast(null as integer) as coarse_seat, count(*) as n_persons
    from pairs
    inner join seated as fine
        on pairs.record_set = fine.record_set
        and pairs.fine = fine.span
    left join seated as coarse
        on pairs.record_set = coarse.record_set
        and pairs.coarse = coarse.span
        and fine.person = coarse.person
    where coarse.person is null
    group by pairs.record_set, pairs.fine, pairs.coarse, fine.seat

)

select
    grids.grid,
    fine.period_type as fine_type, fine.period_end as fine_end,
    coarse.period_type as coarse_type, coarse.period_end as coarse_end,
    fine_units.org_unit_id as fine_unit, coarse_units.org_unit_id as coarse_unit,
    cast(moves.n_persons as bigint) as n_persons
from moves
inner join grids on moves.record_set = grids.record_set
inner join windows as fine on moves.fine = fine.span
inner join windows as coarse on moves.coarse = coarse.span
left join units as fine_units on moves.fine_seat = fine_units.seat
left join units as coarse_units on moves.coarse_seat = coarse_units.seat
