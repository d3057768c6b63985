-- What: people, days, minutes, hires and leavers of the categories of a dimension add up to those of the unit, in every window that is
-- broken down.
-- When it matters: always. Readers take parts from wholes, and disclosure control protects a whole by its parts; both fail when somebody is in
-- two categories or in none.
-- What to do: look for somebody with two rows in fct_person_attributes, or for a category that dim_person_categories lacks.
{%- set sums = ['person_count', 'person_days', 'minutes', 'hire_count', 'exit_count', 'participant_count'] %}
with wholes as (

    select cells.*
    from {{ ref('kpi_employed_cells') }} as cells
    inner join {{ ref('dim_periods') }} as periods
        on cells.period_type = periods.period_type
        and cells.period_end = periods.period_end
        and periods.has_dimensions
    inner join {{ ref('brg_org_unit_ancestors') }} as units
        on cells.period_end = units.tree_on
        and cells.org_unit_id = units.org_unit_id
        and units.distance = 0
        and units.is_broken_down
    where cells.dimension = 'all'

),

dimensions as (

    {%- for name in person_dimensions() %}
    select '{{ name }}' as dimension{{ ' union all' if not loop.last }}
    {%- endfor %}

),

parts as (

    select
        period_type,
        period_end,
        org_unit_id,
        dimension,
        {% for column in sums %}sum({{ column }}) as {{ column }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ ref('kpi_employed_cells') }}
    where dimension <> 'all'
    group by period_type, period_end, org_unit_id, dimension

)

select
    wholes.period_type,
    wholes.period_end,
    wholes.org_unit_id,
    dimensions.dimension,
    {% for column in sums -%}
    wholes.{{ column }},
    coalesce(parts.{{ column }}, 0) as {{ column }}_of_categories{{ ',' if not loop.last }}
    {% endfor %}
from wholes
cross join dimensions
left join parts
    on wholes.period_type = parts.period_type
    and wholes.period_end = parts.period_end
    and wholes.org_unit_id = parts.org_unit_id
    and dimensions.dimension = parts.dimension
where
    {% for column in sums -%}
    wholes.{{ column }} <> coalesce(parts.{{ column }}, 0)
    {{ 'or ' if not loop.last }}
    {%- endfor %}
