{# Measures of one line that more than one model uses, each with its source. Engine differences stand in engines.sql. #}

{# The lowest favourable answer on a scale of so many points: the scale map of metric G2. #}
{% macro favourable_from(points) -%}
case {{ points }}
            when 2 then 2 when 3 then 3 when 4 then 4 when 5 then 4 when 6 then 4
            when 7 then 6 when 8 then 6 when 9 then 7 when 10 then 8 when 11 then 10
        end
{%- endmacro %}

{#
  One metric out of a table of cells, in the columns every kpi_* model shares. `value` null makes it numerator over denominator.
  The catalogue (metrics.yaml) says what it means; a test fails where the two disagree on metrics or period types.
#}
{% macro measure(metric_id, period_types, numerator, denominator='null', value=none, persons='person_count', completeness='1.0', complete='is_complete', moments=none, grid='none') -%}
    select
        '{{ metric_id }}' as metric_id,
        period_type,
        period_start,
        period_end,
        org_unit_id,
        'all' as dimension,
        'all' as category,
        cast({{ numerator }} as double) as numerator,
        cast({{ denominator }} as double) as denominator,
        {% if value is none %}{{ ratio(numerator, denominator) }}{% else %}cast({{ value }} as double){% endif %} as value,
        cast({{ persons }} as bigint) as n_persons,
        cast({{ completeness }} as double) as completeness,
        {{ complete }} as is_window_complete,
        {% if moments is none %}{{ no_list() }}{% else %}{{ integer_list(moments) }}{% endif %} as moments,
        '{{ grid }}' as grid
    from cells
    where period_type in ({% for type in period_types %}'{{ type }}'{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}

{# Every unit of the tree at the end of every period of these types: the cells a topic fills. #}
{% macro all_cells(period_types) -%}
    select
        periods.period_type,
        periods.period_start,
        periods.period_end,
        periods.calendar_days,
        periods.is_complete,
        periods.history_start,
        periods.as_of,
        units.org_unit_id
    from {{ ref('dim_periods') }} as periods
    inner join {{ ref('brg_org_unit_ancestors') }} as units
        on periods.period_end = units.tree_on
        and units.distance = 0
    where periods.period_type in ({% for type in period_types %}'{{ type }}'{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}
