{% for topic in [
    'kpi_workforce',
    'kpi_retention',
    'kpi_learning',
    'kpi_equity',
    'kpi_feedback',
    'kpi_cost',
    'kpi_skills',
    'kpi_absence',
    'kpi_mobility',
    'kpi_skill_supply',
    'kpi_skill_changes',
    'kpi_skill_renewal',
] -%}
select * from {{ ref(topic) }}
{{ 'union all' if not loop.last }}
{% endfor %}
