with cells as (

    {{ all_cells(['quarter']) }}

),

positions as (

    select
        successions.counted_on as period_end,
        tree.ancestor_id as org_unit_id,
        count(*) as position_count,
        count(successions.is_critical) as rated_count,
        sum(case when successions.is_critical then 1 else 0 end) as key_count,
        sum(case when successions.is_critical and successions.has_ready_successor then 1 else 0 end) as covered_count
    from {{ ref('fct_successions') }} as successions
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on successions.counted_on = tree.tree_on
        and successions.org_unit_id = tree.org_unit_id
    group by successions.counted_on, tree.ancestor_id

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    -- The state of the last day: the register must know that day, not the whole quarter.
    coalesce(coverage.covered_from <= cells.period_end and coverage.covered_to >= cells.period_end, false) as is_covered,
    cast(coalesce(positions.position_count, 0) as bigint) as position_count,
    cast(coalesce(positions.rated_count, 0) as bigint) as rated_count,
    cast(coalesce(positions.key_count, 0) as bigint) as key_count,
    cast(coalesce(positions.covered_count, 0) as bigint) as covered_count
from cells
left join positions
    on cells.period_end = positions.period_end
    and cells.org_unit_id = positions.org_unit_id
left join {{ ref('dim_hr_coverage') }} as coverage
    on coverage.topic = 'successors'
