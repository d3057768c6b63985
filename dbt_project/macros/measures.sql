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
  `dimensions` are what it is broken down by; without `has_total` that is all there is of it.
  The catalogue (metrics/) says what it means; a test fails where the two disagree on metrics or period types.
#}
{% macro measure(metric_id, period_types, numerator, denominator='null', value=none, persons='person_count', completeness='1.0', complete='is_complete', moments=none, grid='none', dimensions=[], has_total=true) -%}
    select
        '{{ metric_id }}' as metric_id,
        period_type,
        period_start,
        period_end,
        org_unit_id,
        dimension,
        category,
        cast({{ numerator }} as double) as numerator,
        cast({{ denominator }} as double) as denominator,
        {% if value is none %}{{ ratio(numerator, denominator) }}{% else %}cast({{ value }} as double){% endif %} as value,
        cast({{ persons }} as bigint) as n_persons,
        cast({{ completeness }} as double) as completeness,
        {{ complete }} as is_window_complete,
        {% if moments is none %}{{ no_list() }}{% else %}{{ integer_list(moments) }}{% endif %} as moments,
        '{{ grid }}' as grid
    from cells
    where
        period_type in ({% for type in period_types %}'{{ type }}'{{ ', ' if not loop.last }}{% endfor %})
        and dimension in ({% for name in (['all'] if has_total else []) + dimensions %}'{{ name }}'{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}
