{#
  Schemas are named as in the YAML, without the target's name before them: warehouse.marts, not main_marts. A release holds its tables in one
  schema: on the target `release`, which the semantic layer reads, a mart is the published table of that name.
#}
{% macro generate_schema_name(custom_schema_name, node) -%}
  {{ custom_schema_name | trim if custom_schema_name and target.name != 'release' else target.schema }}
{%- endmacro %}
