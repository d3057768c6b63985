{{ config(meta={'by_window': {}}) }}
{% for name in person_dimensions() -%}
select distinct
    period_type,
    period_end,
    '{{ name }}' as dimension,
    {{ name }} as category
from {{ ref('fct_person_attributes') }}
{{ 'union all' if not loop.last }}
{% endfor %}
