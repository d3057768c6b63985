{# What kind of learning counts as what: the mappings of dbt_project.yml as SQL. Meaning stands there; nothing is decided here. #}

{# A list of texts for `in (...)`. #}
{% macro text_list(values) %}{% for value in values %}'{{ value }}'{{ ', ' if not loop.last }}{% endfor %}{% endmacro %}

{# Experiential, social or formal (metric B9); null for a type that no class names. #}
{% macro activity_class(activity_type) -%}
case
            {%- for class, types in var('activity_classes').items() %}
            when {{ activity_type }} in ({{ text_list(types) }}) then '{{ class }}'
            {%- endfor %}
        end
{%- endmacro %}

{# Whether a regime counts a record of this type as training. `supervised`: given at the workplace by the supervisor. #}
{% macro is_disclosable(regime, activity_type, supervised) -%}
{%- set rule = var('disclosable_activities')[regime] -%}
({{ activity_type }} in ({{ text_list(rule.types) }}){% if not rule.by_supervisor %} and not {{ supervised }}{% endif %})
{%- endmacro %}
