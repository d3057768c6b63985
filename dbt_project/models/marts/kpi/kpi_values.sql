{% for topic in ['kpi_workforce', 'kpi_retention', 'kpi_learning', 'kpi_feedback', 'kpi_cost'] -%}
select * from {{ ref(topic) }}
{{ 'union all' if not loop.last }}
{% endfor %}
