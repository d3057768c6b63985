{#
  Rules that hold for whoever is meant: a requirement, a budget. One row holds for everybody who meets all that it names; the unit with
  everything below it. Which rules there are stands in the contracts; what they ask for in the models.
#}
{% macro in_scope(rule, segment, scoped_units) -%}
({{ rule }}.org_unit_id is null or {{ scoped_units }}.member_id is not null)
    and ({{ rule }}.job_family is null or {{ rule }}.job_family = {{ segment }}.job_family)
    and ({{ rule }}.job_id is null or {{ rule }}.job_id = {{ segment }}.job_id)
    and ({{ rule }}.job_level is null or {{ rule }}.job_level = {{ segment }}.job_level)
{%- endmacro %}

{# Units and everything below them, by the newest tree: a rule speaks of the organisation as it is now. #}
{% macro scoped_units() -%}
    select tree.ancestor_id as org_unit_id, tree.org_unit_id as member_id
    from {{ ref('int_org_units_rolled_up') }} as tree
    inner join (select max(tree_on) as tree_on from {{ ref('int_org_units_rolled_up') }}) as newest
        on tree.tree_on = newest.tree_on
{%- endmacro %}
