{% for topic in [
    'kpi_workforce',
    'kpi_retention',
    'kpi_learning',
    'kpi_equity',
    'kpi_feedback',
    'kpi_programme_reactions',
    'kpi_programme_follow_ups',
    'kpi_welcome',
    'kpi_indices',
    'kpi_agreement',
    'kpi_changes',
    'kpi_votes',
    'kpi_feedback_rounds',
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
