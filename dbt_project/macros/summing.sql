{#
  Cells of a record set with one row a person and window: how many people, and sums over them.

  Belongs here: the counting that such cells share. Which people are in the set stands in the relation (period_type, period_end, person_key,
  org_unit_id and what is summed); sets whose people have several rows sum them by themselves.
  `sums` and `products` are expressions by name; a product or square is added up as an exact integer of any length.
#}
{% macro summed_cells(relation, period_types, sums, products={}) -%}
with cells as (

    {{ all_cells(period_types, by_person=true) }}

),

members as (

    {{ cell_members(relation) }}

),

measured as (

    select
        period_type,
        period_end,
        org_unit_id,
        dimension,
        category,
        {%- for name, expression in sums.items() %}
        sum({{ expression }}) as {{ name }},
        {%- endfor %}
        {%- for name, expression in products.items() %}
        sum(cast({{ expression }} as decimal(38, 0))) as {{ name }},
        {%- endfor %}
        count(*) as person_count
    from members
    where period_type in ({% for type in period_types %}'{{ type }}'{{ ', ' if not loop.last }}{% endfor %})
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
    cells.as_of,
    {%- for name in sums %}
    cast(coalesce(measured.{{ name }}, 0) as bigint) as {{ name }},
    {%- endfor %}
    {%- for name in products %}
    cast(coalesce(measured.{{ name }}, 0) as decimal(38, 0)) as {{ name }},
    {%- endfor %}
    cast(coalesce(measured.person_count, 0) as bigint) as person_count
from cells
left join measured
    on {{ same_cell('cells', 'measured') }}
{%- endmacro %}

{# How many rows meet a condition, as something to sum; unknown is no. #}
{% macro flag(condition) %}case when {{ condition }} then 1 else 0 end{% endmacro %}
