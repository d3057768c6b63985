with cells as (

    {{ all_cells(['year'], by_person=true) }}

),

in_role as (

    {{ cell_members(ref('fct_role_windows')) }}

),

employed as (

    {{ cell_members("(select period_type, period_end, person_key, org_unit_id from " ~ ref('fct_person_windows') ~ " where period_type = 'year')") }}

),

in_role_counts as (

    select period_type, period_end, org_unit_id, dimension, category, count(distinct person_key) as person_count
    from in_role
    group by period_type, period_end, org_unit_id, dimension, category

),

employed_counts as (

    select period_type, period_end, org_unit_id, dimension, category, count(distinct person_key) as employed_count
    from employed
    group by period_type, period_end, org_unit_id, dimension, category

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    cast(coalesce(in_role_counts.person_count, 0) as bigint) as person_count,
    cast(coalesce(employed_counts.employed_count, 0) as bigint) as employed_count
from cells
left join in_role_counts
    on {{ same_cell('cells', 'in_role_counts') }}
left join employed_counts
    on {{ same_cell('cells', 'employed_counts') }}
