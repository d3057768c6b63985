{%- set scenarios = {
    'as_is': ['is_met_later', 'stay_chance'],
    'with_training': ['is_met_later_with_training', 'stay_chance'],
    'with_retention': ['is_met_later', 'stay_chance_retained'],
    'with_training_and_retention': ['is_met_later_with_training', 'stay_chance_retained'],
} -%}
with placed as (

    select forecasts.*, tree.ancestor_id as cell_unit_id
    from {{ ref('fct_skill_forecasts') }} as forecasts
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on last_day(forecasts.measured_on) = tree.tree_on
        and forecasts.org_unit_id = tree.org_unit_id
        and tree.ancestor_level <= {{ var('skill_levels') }}

)

{% for scenario, parts in scenarios.items() -%}
select
    measured_on,
    cell_unit_id as org_unit_id,
    skill_id,
    '{{ scenario }}' as scenario,
    cast({{ var('forecast_horizon_months') }} as integer) as horizon_months,
    cast(sum(case when is_met_now then fte else 0 end) as decimal(38, 6)) as supply_now_fte,
    -- FTE times a chance in millionths: exact until the last division.
    sum(case when {{ parts[0] }} then fte * {{ parts[1] }} else 0 end) / cast(1000000 as double) as staying_fte,
    cast(sum(case when is_recent_hire and is_met_now then fte else 0 end) as decimal(38, 6)) as expected_hires_fte,
    cast(sum(case when is_assessed then 1 else 0 end) as bigint) as n_persons
from placed
group by measured_on, cell_unit_id, skill_id
{{ 'union all' if not loop.last }}
{% endfor %}
