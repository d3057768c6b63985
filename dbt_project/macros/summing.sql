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

    {{ seat_members(relation) }}

),

seats as (

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

),

measured as (

    {{ up_the_tree('seats', sums.keys() | list + products.keys() | list + ['person_count']) }}

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    cells.followed_to,
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

{#
  The measures of record sets whose people have a row for each unit they were in during a window: sums up the tree in which each person is one
  piece, however many rows lie below a unit. Common table expressions that end in `measured`.

  Most people have one row a window and are measured in their seat, then summed up the tree; the others are put together in every unit above
  them first. `pieces` says how the rows of a person become one: an aggregate and an expression by name. `measures` are sums over people of
  the pieces, by name.
#}
{% macro measured_by_person(relation, pieces, measures) -%}
several as (

    select distinct period_type, period_end, person_key from {{ relation }} where not is_last_unit

),

{% for part, condition in {'in_one_unit': 'is null', 'in_several_units': 'is not null'}.items() -%}
{{ part }} as (

    select rows_of_people.*
    from {{ relation }} as rows_of_people
    left join several
        on rows_of_people.period_type = several.period_type
        and rows_of_people.period_end = several.period_end
        and rows_of_people.person_key = several.person_key
    where several.person_key {{ condition }}

),

{% endfor -%}
seat_people as (

    select
        period_type, period_end, org_unit_id, dimension, category,
        {%- for name, (how, expression) in pieces.items() %}
        {{ expression }} as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        {{ seat_members('in_one_unit') }}
    ) as seated

),

subtree_people as (

    select
        period_type, period_end, org_unit_id, dimension, category,
        {%- for name, (how, expression) in pieces.items() %}
        {{ how }}({{ expression }}) as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        {{ cell_members('in_several_units') }}
    ) as pieces_of_people
    group by period_type, period_end, org_unit_id, dimension, category, person_key

),

{% for level in ['seat', 'subtree'] -%}
{{ level }}_sums as (

    select
        period_type, period_end, org_unit_id, dimension, category,
        {%- for name, expression in measures.items() %}
        sum({{ expression }}) as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ level }}_people
    group by period_type, period_end, org_unit_id, dimension, category

),

{% endfor -%}
measured as (

    select
        period_type, period_end, org_unit_id, dimension, category,
        {%- for name in measures %}
        sum({{ name }}) as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        {{ up_the_tree('seat_sums', measures.keys() | list) }}
        union all
        select period_type, period_end, org_unit_id, dimension, category, {{ measures.keys() | join(', ') }} from subtree_sums
    ) as both_kinds
    group by period_type, period_end, org_unit_id, dimension, category

)
{%- endmacro %}

{#
  Every category beside everybody else in its unit: the cell, `kept` columns, `sums`, and each of them for the others as other_<name>. Nobody is in
  two categories of a dimension, so that the others are the unit minus the category, sums of squares too.
#}
{% macro beside_the_rest(relation, sums, kept=['calendar_days']) -%}
select
    {%- for name in ['period_type', 'period_start', 'period_end', 'org_unit_id', 'dimension', 'category', 'is_complete'] + kept %}
    parts.{{ name }},
    {%- endfor %}
    {%- for name in sums %}
    parts.{{ name }},
    wholes.{{ name }} - parts.{{ name }} as other_{{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ relation }} as parts
inner join {{ relation }} as wholes
    on parts.period_type = wholes.period_type
    and parts.period_end = wholes.period_end
    and parts.org_unit_id = wholes.org_unit_id
    and wholes.dimension = 'all'
where parts.dimension <> 'all'
{%- endmacro %}

{# A product of two whole numbers that can be added up without overflow. #}
{% macro product(one, other) -%}
cast({{ one }} as decimal(38, 0)) * {{ other }}
{%- endmacro %}
