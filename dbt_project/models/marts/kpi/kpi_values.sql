{% for topic in [
    'kpi_workforce',
    'kpi_retention',
    'kpi_learning',
    'kpi_equity',
    'kpi_feedback',
    'kpi_cost',
    'kpi_skills',
] -%}
select * from {{ ref(topic) }}
{{ 'union all' if not loop.last }}
{% endfor %}
