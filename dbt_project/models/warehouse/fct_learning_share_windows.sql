{{ config(materialized='view', meta={'by_window': {}}) }}
{#- Outcome: numerator, denominator, known, unknown, of whom. -#}
{%- set outcomes = {
    'captured': ('case when record_count > formal_count then 1 else 0 end', '1', '1', '0', 'true'),
    'full_window': ('case when has_learnt_nothing then 1 else 0 end', '1', '1', '0', 'is_employed_throughout'),
} -%}
{%- for class in var('activity_classes') -%}
    {%- do outcomes.update({
        class ~ '_hours': (class ~ '_minutes', 'minutes', 'timed_count', 'record_count - timed_count', 'record_count > 0'),
        class ~ '_records': (class ~ '_count', 'record_count', 'record_count', '0', 'record_count > 0'),
    }) -%}
{%- endfor -%}
{%- for outcome, (numerator, denominator, known, unknown, condition) in outcomes.items() %}
select
    '{{ outcome }}' as outcome,
    period_type,
    period_end,
    'all' as dimension,
    'all' as category,
    person_key,
    org_unit_id,
    cast({{ numerator }} as bigint) as numerator,
    cast({{ denominator }} as bigint) as denominator,
    cast({{ known }} as bigint) as known_count,
    cast({{ unknown }} as bigint) as unknown_count
from {{ ref('fct_learning_mix_windows') }}
where {{ condition }}
{{ 'union all' if not loop.last }}
{%- endfor %}
