{%- set by_skill = ['skill'] -%}
with cells as (

    select * from {{ ref('kpi_skill_supply_cells') }}

)

{{ measure('skill_supply_fte', ['quarter'], 'supply_fte', value='case when known_count > 0 then supply_fte end', persons='known_count', grid='skills_supply', dimensions=by_skill) }}
union all
{{ measure('skill_supply_decayed_fte', ['quarter'], 'supply_decayed_fte', value='case when known_count > 0 then supply_decayed_fte end', persons='known_count', grid='skills_supply', dimensions=by_skill) }}
union all
{{ measure('skill_demand_fte', ['quarter'], 'demand_fte', value='case when known_count > 0 or demand_fte > 0 then demand_fte end', persons='known_count', grid='skills_supply', dimensions=by_skill) }}
union all
{{ measure('skill_coverage', ['quarter'], 'covered_fte', 'demand_fte', persons='known_count', grid='skills_supply', dimensions=by_skill) }}
union all
{{ measure('skill_bus_factor', ['quarter'], 'bus_factor', value='bus_factor', persons='known_count', grid='skills_supply', dimensions=by_skill) }}
union all
{{ measure('critical_skill_cover', ['quarter'], 'secured_count', 'critical_count', persons='known_count', grid='skills_supply') }}
