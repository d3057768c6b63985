{# Arithmetic of skill levels, each formula once. Levels are whole millionths on one scale for all taxonomies, 0 to var('skill_scale'). #}

{# A setting as whole millionths. #}
{% macro millionths(number) %}{{ return((number * 1000000) | round | int) }}{% endmacro %}

{# A level on the scale of its taxonomy (0 to max_level) as millionths of the common scale; above the scale is the top of it. #}
{% macro on_common_scale(level, max_level) -%}
{#- `least` leaves nulls out on both engines: an unknown level would be the highest. -#}
case when {{ level }} is not null then {{ rounded('least(cast(' ~ level ~ ' as double) / ' ~ max_level ~ ', 1) * ' ~ millionths(var('skill_scale'))) }} end
{%- endmacro %}

{#
  C2: floor + (level - floor) * 2^(-months idle / half-life), a month being 30.4375 days (Tatel and Ackerman 2023). Whoever is at or below
  the floor has nothing to lose.
#}
{% macro decayed_level(level, floor_level, idle_days, half_life_months) -%}
{{ rounded(
    'case when ' ~ level ~ ' <= ' ~ floor_level ~ ' then ' ~ level
    ~ ' else ' ~ floor_level ~ ' + (' ~ level ~ ' - ' ~ floor_level ~ ') * power(cast(2 as double), -(' ~ idle_days ~ ' / cast(30.4375 as double)) / '
    ~ half_life_months ~ ') end'
) }}
{%- endmacro %}

{# Months without use until a level has fallen to a target: half-life * log2((level - floor) / (target - floor)); null where it never does. #}
{% macro idle_months_until(target, level, floor_level, half_life_months) -%}
case
        when {{ level }} >= {{ target }} and {{ target }} > {{ floor_level }}
            then cast({{ half_life_months }} as double)
                * ln(cast({{ level }} - {{ floor_level }} as double) / ({{ target }} - {{ floor_level }})) / ln(cast(2 as double))
    end
{%- endmacro %}
