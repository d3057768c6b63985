{#- Each outcome that is counted of everybody, and whether on month ends or in windows. -#}
{%- set windows = ['assigned', 'seated', 'gain', 'gain_hake', 'gain_raw', 'captured', 'full_window', 'budgeted'] -%}
{%- for class in var('activity_classes') %}{% set _ = windows.extend([class ~ '_hours', class ~ '_records']) %}{% endfor -%}
{%- set days = ['required', 'certified'] -%}
{%- set parts = ['fct_learning_outcome_windows', 'fct_learning_share_windows', 'fct_learning_budget_windows', 'fct_certificate_windows'] -%}
{%- set summed = ['numerator', 'denominator', 'known_count', 'unknown_count'] -%}
with cells as (

    {{ all_cells(['day', 'quarter', 'year', 'r12'], by_person=true) }}

),

outcomes as (

    {% for outcome in windows + days -%}
    select '{{ outcome }}' as outcome, {{ 'true' if outcome in days else 'false' }} as is_of_days{{ ' union all' if not loop.last }}
    {% endfor %}

),

people as (

    {% for part in parts -%}
    select outcome, period_type, period_end, person_key, org_unit_id, {{ summed | join(', ') }}
    from {{ ref(part) }}
    where dimension = 'all' and period_type in ('day', 'quarter', 'year', 'r12')
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

members as (

    {{ seat_members('people') }}

),

seats as (

    select
        outcome,
        period_type,
        period_end,
        org_unit_id,
        dimension,
        category,
        count(*) as person_count,
        {%- for column in summed %}
        sum({{ column }}) as {{ column }},
        {%- endfor %}
        sum(cast(numerator as decimal(38, 0)) * numerator) as numerator_squared,
        sum(cast(numerator as decimal(38, 0)) * denominator) as numerator_by_denominator,
        sum(cast(denominator as decimal(38, 0)) * denominator) as denominator_squared
    from members
    group by outcome, period_type, period_end, org_unit_id, dimension, category

),

measured as (

    {{ up_the_tree('seats', ['person_count'] + summed + ['numerator_squared', 'numerator_by_denominator', 'denominator_squared'], keys=['outcome']) }}

)

select
    outcomes.outcome,
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    {%- for column in ['person_count'] + summed %}
    cast(coalesce(measured.{{ column }}, 0) as bigint) as {{ column }},
    {%- endfor %}
    {%- for column in ['numerator_squared', 'numerator_by_denominator', 'denominator_squared'] %}
    cast(coalesce(measured.{{ column }}, 0) as decimal(38, 0)) as {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
from cells
inner join outcomes
    on outcomes.is_of_days = (cells.period_type = 'day')
left join measured
    on outcomes.outcome = measured.outcome
    and cells.period_type = measured.period_type
    and cells.period_end = measured.period_end
    and cells.org_unit_id = measured.org_unit_id
    and cells.dimension = measured.dimension
    and cells.category = measured.category
