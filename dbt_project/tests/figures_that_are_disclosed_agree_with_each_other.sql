-- What: of every fiscal year, for the company and each of its breakdowns, the figures that standards ask for under different names are one
-- figure: the hours and the headcount of ESRS S1-13 83(b) are those of GRI 404-1 and S1-6, the leavers of S1-6 50(c) those of its rate, the
-- cost of ISO 30414 that of expenditure a head.
-- When it matters: always. Two figures for one thing are the first that assurance finds.
-- What to do: look at the cells of the metric named: both must come from one model of cells, over the same people and days.
{%- set pairs = [
    ('learning_hours_per_employee', 'numerator', 'learning_hours'),
    ('learning_hours_per_employee', 'denominator', 'average_headcount'),
    ('turnover_rate', 'numerator', 'leavers'),
    ('turnover_rate', 'denominator', 'average_headcount'),
    ('direct_learning_expenditure_per_employee', 'numerator', 'training_cost'),
    ('direct_learning_expenditure_per_employee', 'denominator', 'average_headcount'),
] %}
with cells as (

    select metric_id, period_end, dimension, category, value, numerator, denominator
    from {{ ref('kpi_values') }}
    where period_type = 'year' and org_unit_id = 'company'

)

{% for ratio_id, part, plain_id in pairs -%}
select
    '{{ ratio_id }}' as metric_id,
    '{{ plain_id }}' as agrees_with,
    ratios.period_end,
    ratios.dimension,
    ratios.category,
    ratios.{{ part }} as found,
    plain.value as expected
from cells as ratios
inner join cells as plain
    on ratios.period_end = plain.period_end
    and ratios.dimension = plain.dimension
    and ratios.category = plain.category
where ratios.metric_id = '{{ ratio_id }}'
    and plain.metric_id = '{{ plain_id }}'
    and ratios.{{ part }} is not null
    and abs(ratios.{{ part }} - coalesce(plain.value, 0)) > 0.000001 * abs(ratios.{{ part }})
{{ 'union all' if not loop.last }}
{% endfor %}
