{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_skill_balances': 'measured_on', 'fct_person_skills': 'measured_on'}}) }}
with units as (

    {{ all_cells(['quarter']) }}

),

cells as (

    select * from units
    union all
    select
        units.period_type, units.period_start, units.period_end, units.calendar_days, units.is_complete, units.history_start, units.followed_to,
        units.org_unit_id, 'skill' as dimension, skills.skill_id as category
    from units
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on units.period_end = tree.tree_on
        and units.org_unit_id = tree.org_unit_id
        and tree.distance = 0
        and tree.ancestor_level <= {{ var('skill_levels') }}
    cross join {{ ref('dim_skills') }} as skills
    where skills.is_required

),

balances as (

    select balances.*, skills.is_critical
    from {{ ref('fct_skill_balances') }} as balances
    inner join {{ ref('dim_skills') }} as skills
        on balances.skill_id = skills.skill_id
    where balances.horizon_months = 0

),

-- Everybody of whom anything is known, once in a unit.
known as (

    select people.measured_on, tree.ancestor_id as org_unit_id, count(*) as known_count
    from (select distinct measured_on, person_key, org_unit_id from {{ ref('fct_person_skills') }} where is_assessed) as people
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on people.measured_on = tree.tree_on
        and people.org_unit_id = tree.org_unit_id
    group by people.measured_on, tree.ancestor_id

),

sums as (

    select
        balances.measured_on, balances.org_unit_id, 'all' as dimension, 'all' as category,
        max(known.known_count) as known_count,
        sum(balances.supply_fte) as supply_fte,
        sum(balances.supply_decayed_fte) as supply_decayed_fte,
        sum(balances.demand_fte) as demand_fte,
        sum(least(balances.supply_fte, balances.demand_fte)) as covered_fte,
        min(case when balances.is_critical and balances.demand_fte > 0 then balances.able_count end) as able_count,
        sum(case when balances.is_critical and balances.demand_fte > 0 then 1 else 0 end) as critical_count,
        sum(case when balances.is_critical and balances.demand_fte > 0 and balances.able_count >= {{ var('bus_factor_threshold') + 1 }} then 1 else 0 end)
            as secured_count
    from balances
    left join known
        on balances.measured_on = known.measured_on
        and balances.org_unit_id = known.org_unit_id
    group by balances.measured_on, balances.org_unit_id
    union all
    select
        measured_on, org_unit_id, 'skill', skill_id, known_count, supply_fte, supply_decayed_fte, demand_fte, supply_fte,
        able_count, case when is_critical then 1 else 0 end,
        case when is_critical and able_count >= {{ var('bus_factor_threshold') + 1 }} then 1 else 0 end
    from balances

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    cast(coalesce(sums.known_count, 0) as bigint) as known_count,
    cast(coalesce(sums.supply_fte, 0) as decimal(38, 6)) as supply_fte,
    cast(coalesce(sums.supply_decayed_fte, 0) as decimal(38, 6)) as supply_decayed_fte,
    cast(coalesce(sums.demand_fte, 0) as decimal(38, 6)) as demand_fte,
    cast(coalesce(sums.covered_fte, 0) as decimal(38, 6)) as covered_fte,
    -- Everybody able has to go, but for one below the threshold.
    greatest(sums.able_count - {{ var('bus_factor_threshold') - 1 }}, 0) + case when sums.able_count is null then null else 0 end as bus_factor,
    cast(coalesce(sums.critical_count, 0) as bigint) as critical_count,
    cast(coalesce(sums.secured_count, 0) as bigint) as secured_count
from cells
left join sums
    on cells.period_end = sums.measured_on
    and cells.org_unit_id = sums.org_unit_id
    and cells.dimension = sums.dimension
    and cells.category = sums.category
