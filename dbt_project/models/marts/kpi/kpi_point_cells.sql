with cells as (

    {{ all_cells(['day']) }}

),

days as (

    select distinct period_end from cells

),

heads as (

    select
        days.period_end,
        tree.ancestor_id as org_unit_id,
        count(*) as person_count,
        sum(case when segments.is_unit_carried then 1 else 0 end) as unassigned_count,
        sum({{ days_between('segments.service_started_on', 'days.period_end') }}) as tenure_days,
        sum(
            cast({{ days_between('segments.service_started_on', 'days.period_end') }} as decimal(38, 0))
            * {{ days_between('segments.service_started_on', 'days.period_end') }}
        ) as tenure_days_squared,
        percentile_cont(0.5) within group (order by {{ days_between('segments.service_started_on', 'days.period_end') }}) as tenure_days_median
    from days
    inner join {{ ref('fct_employment_segments') }} as segments
        on days.period_end >= segments.segment_from
        and days.period_end < segments.segment_to
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on days.period_end = tree.tree_on
        and segments.org_unit_id = tree.org_unit_id
    group by days.period_end, tree.ancestor_id

),

-- RULE-13: a head sits in the unit of the main assignment, FTE in the unit of each assignment.
contracts as (

    select
        days.period_end,
        tree.ancestor_id as org_unit_id,
        sum(assignments.fte) as fte,
        count(*) as assignment_count,
        count(assignments.fte) as fte_known_count
    from days
    inner join {{ ref('fct_assignments') }} as assignments
        on days.period_end >= assignments.assigned_from
        and days.period_end < assignments.assigned_to
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on days.period_end = tree.tree_on
        and assignments.org_unit_id = tree.org_unit_id
    group by days.period_end, tree.ancestor_id

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
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
left join contracts
    on cells.period_end = contracts.period_end
    and cells.org_unit_id = contracts.org_unit_id
