{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_employment_segments': ['segment_from', 'segment_to'], 'fct_assignments': ['assigned_from', 'assigned_to']}}) }}
with cells as (

    {{ all_cells(['day'], by_person=true) }}

),

days as (

    select distinct period_end from cells

),

employed as (

    select
        'day' as period_type,
        days.period_end,
        segments.person_key,
        segments.org_unit_id,
        segments.is_unit_carried,
        {{ days_between('segments.service_started_on', 'days.period_end') }} as tenure_days
    from days
    inner join {{ ref('fct_employment_segments') }} as segments
        on days.period_end >= segments.segment_from
        and days.period_end < segments.segment_to

),

members as (

    {{ cell_members('employed') }}

),

heads as (

    select
        period_end,
        org_unit_id,
        dimension,
        category,
        count(*) as person_count,
        sum(case when is_unit_carried then 1 else 0 end) as unassigned_count,
        sum(tenure_days) as tenure_days,
        sum(cast(tenure_days as decimal(38, 0)) * tenure_days) as tenure_days_squared,
        percentile_cont(0.5) within group (order by tenure_days) as tenure_days_median
    from members
    group by period_end, org_unit_id, dimension, category

),

-- RULE-13: a head sits in the unit of the main assignment, FTE in the unit of each assignment.
assigned as (

    select
        'day' as period_type,
        days.period_end,
        assignments.person_key,
        assignments.org_unit_id,
        assignments.fte
    from days
    inner join {{ ref('fct_assignments') }} as assignments
        on days.period_end >= assignments.assigned_from
        and days.period_end < assignments.assigned_to

),

assigned_members as (

    {{ cell_members('assigned') }}

),

contracts as (

    select
        period_end,
        org_unit_id,
        dimension,
        category,
        sum(fte) as fte,
        count(*) as assignment_count,
        count(fte) as fte_known_count
    from assigned_members
    group by period_end, org_unit_id, dimension, category

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    cast(coalesce(heads.person_count, 0) as bigint) as person_count,
    cast(coalesce(heads.unassigned_count, 0) as bigint) as unassigned_count,
    -- Nobody has no FTE; people of whom nothing is known have an unknown one (RULE-9).
    case
        when contracts.assignment_count is null and coalesce(heads.unassigned_count, 0) = 0 then cast(0 as decimal(38, 6))
        else cast(contracts.fte as decimal(38, 6))
    end as fte,
    cast(coalesce(contracts.assignment_count, 0) as bigint) as assignment_count,
    cast(coalesce(contracts.fte_known_count, 0) as bigint) as fte_known_count,
    cast(coalesce(heads.tenure_days, 0) as bigint) as tenure_days,
    cast(coalesce(heads.tenure_days_squared, 0) as decimal(38, 0)) as tenure_days_squared,
    heads.tenure_days_median
from cells
left join heads
    on cells.period_end = heads.period_end
    and cells.org_unit_id = heads.org_unit_id
    and cells.dimension = heads.dimension
    and cells.category = heads.category
left join contracts
    on cells.period_end = contracts.period_end
    and cells.org_unit_id = contracts.org_unit_id
    and cells.dimension = contracts.dimension
    and cells.category = contracts.category
