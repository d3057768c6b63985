{#
  The cells that figures fill, and who is in them. Belongs here: units, windows and categories, and people by them. What is summed stands in the
  kpi_*_cells models, what becomes of the sums in measures.sql.
#}

{# The attributes of a person that figures are broken down by: columns of fct_person_attributes, dimensions of the catalogue. #}
{% macro person_dimensions() -%}
{{ return(['gender', 'age_band', 'tenure_band', 'job_family', 'job_level', 'location', 'contract_type', 'part_time', 'manager']) }}
{%- endmacro %}

{#
  Every cell that a topic fills: each unit of the tree at the end of each period of these types, and, with `by_person`, each category of
  every attribute of people at the upper levels of the tree in the periods that are broken down.
#}
{% macro all_cells(period_types, by_person=false) -%}
    {%- for kind in ['total', 'by_person'] if kind == 'total' or by_person %}
    {{ 'union all' if not loop.first }}
    select
        periods.period_type,
        periods.period_start,
        periods.period_end,
        periods.calendar_days,
        periods.is_complete,
        periods.history_start,
        periods.followed_to,
        units.org_unit_id,
        {{ "'all'" if kind == 'total' else 'categories.dimension' }} as dimension,
        {{ "'all'" if kind == 'total' else 'categories.category' }} as category
    from {{ ref('dim_periods') }} as periods
    inner join {{ ref('brg_org_unit_ancestors') }} as units
        on periods.period_end = units.tree_on
        and units.distance = 0
        {{ 'and units.is_broken_down' if kind == 'by_person' }}
    {%- if kind == 'by_person' %}
    inner join {{ ref('dim_person_categories') }} as categories
        on periods.period_type = categories.period_type
        and periods.period_end = categories.period_end
    {%- endif %}
    where periods.period_type in ({% for type in period_types %}'{{ type }}'{{ ', ' if not loop.last }}{% endfor %})
    {%- endfor %}
{%- endmacro %}

{#
  The people of every cell: the rows of a relation (period_type, period_end, person_key, org_unit_id and whatever is summed), once for each
  cell that the person belongs to in the window. In the result org_unit_id is the unit of the cell; dimension and category tell the
  breakdowns of one unit apart. Whoever is in the relation has a category of every dimension, `unknown` where nothing is known.
#}
{% macro cell_members(relation) -%}
    {{ members_where(relation, total='true', broken_down='tree.is_broken_down') }}
{%- endmacro %}

{#
  The same of the cells of seats alone: each person once in the total and once in every dimension of the unit that figures count them in. What adds
  up over people is summed here first and up the tree after (`up_the_tree`), a few rows a unit.
#}
{% macro seat_members(relation) -%}
    {{ members_where(relation, total='tree.is_seat', broken_down='tree.is_breakdown_seat') }}
{%- endmacro %}

{# The rows of a relation beside the ancestors that meet a condition, one for totals and one for breakdowns. #}
{% macro members_where(relation, total, broken_down) -%}
    select
        {{ all_but('members', 'org_unit_id') }},
        tree.ancestor_id as org_unit_id,
        'all' as dimension,
        'all' as category
    from {{ relation }} as members
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on members.period_end = tree.tree_on
        and members.org_unit_id = tree.org_unit_id
        and {{ total }}
    union all
    select
        {{ all_but('members', 'org_unit_id') }},
        tree.ancestor_id as org_unit_id,
        dimensions.dimension,
        coalesce(
            case dimensions.dimension
                {%- for name in person_dimensions() %}
                when '{{ name }}' then attributes.{{ name }}
                {%- endfor %}
            end,
            'unknown'
        ) as category
    from {{ relation }} as members
    inner join {{ ref('dim_periods') }} as periods
        on members.period_type = periods.period_type
        and members.period_end = periods.period_end
        and periods.has_dimensions
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on members.period_end = tree.tree_on
        and members.org_unit_id = tree.org_unit_id
        and {{ broken_down }}
    cross join (
        {%- for name in person_dimensions() %}
        select '{{ name }}' as dimension{{ ' union all' if not loop.last }}
        {%- endfor %}
    ) as dimensions
    left join {{ ref('fct_person_attributes') }} as attributes
        on members.period_type = attributes.period_type
        and members.period_end = attributes.period_end
        and members.person_key = attributes.person_key
{%- endmacro %}

{# Sums of seats, summed up the tree: cells of `relation` (the columns of a cell and `sums`) for everything above them, themselves included. #}
{% macro up_the_tree(relation, sums, keys=[]) -%}
    select
        {% for key in keys %}seats.{{ key }}, {% endfor %}
        seats.period_type,
        seats.period_end,
        tree.ancestor_id as org_unit_id,
        seats.dimension,
        seats.category,
        {%- for name in sums %}
        sum(seats.{{ name }}) as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ relation }} as seats
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on seats.period_end = tree.tree_on
        and seats.org_unit_id = tree.org_unit_id
    group by {% for key in keys %}seats.{{ key }}, {% endfor %}seats.period_type, seats.period_end, tree.ancestor_id, seats.dimension, seats.category
{%- endmacro %}

{# Whether a shorter window lies within a longer one, of the kinds that disclosure control holds against each other. #}
{% macro lies_within(fine, coarse) -%}
{{ fine }}.period_start >= {{ coarse }}.period_start
        and {{ fine }}.period_end <= {{ coarse }}.period_end
        and (
            ({{ fine }}.period_type = 'month' and {{ coarse }}.period_type in ('quarter', 'year', 'r12'))
            or ({{ fine }}.period_type = 'quarter' and {{ coarse }}.period_type in ('year', 'r12'))
            or ({{ fine }}.period_type = 'year' and {{ coarse }}.period_type = 'r12')
        )
{%- endmacro %}

{# Whether two rows are of one cell, as the condition of a join. #}
{% macro same_cell(one, other) -%}
{{ one }}.period_type = {{ other }}.period_type
    and {{ one }}.period_end = {{ other }}.period_end
    and {{ one }}.org_unit_id = {{ other }}.org_unit_id
    and {{ one }}.dimension = {{ other }}.dimension
    and {{ one }}.category = {{ other }}.category
{%- endmacro %}
