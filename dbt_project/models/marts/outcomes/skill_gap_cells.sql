with today as (

    select max(measured_on) as measured_on from {{ ref('fct_skill_balances') }}

),

balances as (

    select balances.*
    from {{ ref('fct_skill_balances') }} as balances
    inner join today
        on balances.measured_on = today.measured_on
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on last_day(balances.measured_on) = tree.tree_on
        and balances.org_unit_id = tree.org_unit_id
        and tree.distance = 0
        and tree.ancestor_level <= {{ var('skill_levels') }}

),

forecasts as (

    select * from {{ ref('skill_forecast_cells') }} where scenario = 'as_is'

),

people as (

    select
        tree.ancestor_id as org_unit_id,
        person_skills.skill_id,
        count(*) as required_count,
        count(person_skills.gap) as assessed_count,
        sum(case when person_skills.gap > 0 then 1 else 0 end) as below_count
    from {{ ref('fct_person_skills') }} as person_skills
    inner join today
        on person_skills.measured_on = today.measured_on
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on last_day(person_skills.measured_on) = tree.tree_on
        and person_skills.org_unit_id = tree.org_unit_id
        and tree.ancestor_level <= {{ var('skill_levels') }}
    where person_skills.is_required
    group by tree.ancestor_id, person_skills.skill_id

)

select
    balances.measured_on,
    balances.org_unit_id,
    balances.skill_id,
    balances.horizon_months,
    balances.scenario,
    cast(balances.demand_fte as double) as demand_fte,
    case
        when balances.horizon_months = 0 then cast(balances.supply_decayed_fte as double)
        when balances.horizon_months = forecasts.horizon_months then forecasts.staying_fte + forecasts.expected_hires_fte
    end as supply_fte,
    cast(coalesce(people.required_count, 0) as bigint) as required_count,
    cast(coalesce(people.assessed_count, 0) as bigint) as assessed_count,
    cast(coalesce(people.below_count, 0) as bigint) as below_count,
    cast(balances.known_count as bigint) as n_persons
from balances
left join forecasts
    on balances.org_unit_id = forecasts.org_unit_id
    and balances.skill_id = forecasts.skill_id
left join people
    on balances.org_unit_id = people.org_unit_id
    and balances.skill_id = people.skill_id
