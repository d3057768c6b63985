{%- set met = 'people.decayed_level >= people.target_level - ' ~ millionths(var('meets_target_tolerance')) -%}
with people as (

    select
        person_skills.measured_on, person_skills.org_unit_id, person_skills.skill_id, person_skills.fte, person_skills.level,
        person_skills.decayed_level, person_skills.is_assessed,
        -- Who is asked nothing counts as supply from the lowest level on that any role asks.
        coalesce(person_skills.required_level, skills.lowest_required_level) as target_level
    from {{ ref('fct_person_skills') }} as person_skills
    inner join {{ ref('dim_skills') }} as skills
        on person_skills.skill_id = skills.skill_id
    where skills.is_required

),

supplied as (

    select
        people.measured_on,
        tree.ancestor_id as org_unit_id,
        people.skill_id,
        sum(case when people.level >= people.target_level then people.fte else 0 end) as supply_fte,
        sum(case when {{ met }} then people.fte else 0 end) as supply_decayed_fte,
        sum(case when {{ met }} then 1 else 0 end) as able_count,
        sum(case when people.is_assessed then 1 else 0 end) as known_count
    from people
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on last_day(people.measured_on) = tree.tree_on
        and people.org_unit_id = tree.org_unit_id
    group by people.measured_on, tree.ancestor_id, people.skill_id

),

demanded as (

    select
        demands.measured_on,
        demands.horizon_months,
        demands.scenario,
        tree.ancestor_id as org_unit_id,
        requirements.skill_id,
        sum(demands.fte) as demand_fte
    from {{ ref('fct_role_demands') }} as demands
    -- The version of the role that will be in force by then.
    inner join {{ ref('fct_role_requirements') }} as requirements
        on demands.job_id = requirements.job_id
        and {{ add_months('demands.measured_on', 'demands.horizon_months') }} >= requirements.valid_from
        and {{ add_months('demands.measured_on', 'demands.horizon_months') }} < requirements.valid_to
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on last_day(demands.measured_on) = tree.tree_on
        and demands.org_unit_id = tree.org_unit_id
    group by demands.measured_on, demands.horizon_months, demands.scenario, tree.ancestor_id, requirements.skill_id

),

outlooks as (

    select distinct measured_on, horizon_months, scenario from {{ ref('fct_role_demands') }}

),

supplied_in as (

    select outlooks.horizon_months, outlooks.scenario, supplied.*
    from supplied
    inner join outlooks
        on supplied.measured_on = outlooks.measured_on

)

select
    coalesce(demanded.measured_on, supplied_in.measured_on) as measured_on,
    coalesce(demanded.horizon_months, supplied_in.horizon_months) as horizon_months,
    coalesce(demanded.scenario, supplied_in.scenario) as scenario,
    coalesce(demanded.org_unit_id, supplied_in.org_unit_id) as org_unit_id,
    coalesce(demanded.skill_id, supplied_in.skill_id) as skill_id,
    cast(coalesce(demanded.demand_fte, 0) as decimal(18, 6)) as demand_fte,
    cast(coalesce(supplied_in.supply_fte, 0) as decimal(18, 6)) as supply_fte,
    cast(coalesce(supplied_in.supply_decayed_fte, 0) as decimal(18, 6)) as supply_decayed_fte,
    cast(coalesce(supplied_in.able_count, 0) as integer) as able_count,
    cast(coalesce(supplied_in.known_count, 0) as integer) as known_count
from demanded
full outer join supplied_in
    on demanded.measured_on = supplied_in.measured_on
    and demanded.horizon_months = supplied_in.horizon_months
    and demanded.scenario = supplied_in.scenario
    and demanded.org_unit_id = supplied_in.org_unit_id
    and demanded.skill_id = supplied_in.skill_id
