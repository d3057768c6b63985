-- The cells whose number as known now must not be told in this release: beside what was told before, it would tell of a few people.
-- Belongs here: what follows for a cell from the quantities it adds up, from windows that overlap, and from what was told of it. Cells that
-- are open (without limit) are never here. `wanted_cells` are the cells that the plan of this release would tell.
with windows as (

    select distinct period_type, period_end, period_start from fresh

),

held_quantities as (

    select blocked_quantities.*, windows.period_start
    from blocked_quantities inner join windows using (period_type, period_end)

),

-- A window that overlaps one with a difference that is held shows that difference: a year less eleven months as they were told.
by_quantity as (

    select wanted.metric_id, wanted.period_type, wanted.period_end, wanted.org_unit_id, wanted.dimension, wanted.category
    from wanted_cells as wanted
    inner join quantities using (metric_id)
    inner join held_quantities as held
        on quantities.quantity = held.quantity
        and wanted.org_unit_id = held.org_unit_id
        and wanted.period_start <= held.period_end
        and wanted.period_end >= held.period_start
    where wanted.dimension = 'all' and not wanted.is_open

),

-- Of breakdowns, of metrics that do not say what they add up and of releases without a record nobody can tell how many people a change is
-- about: whatever differs is held, with all that overlaps it.
unaccounted as (

    select frozen.*
    from frozen
    inner join fresh using (metric_id, period_type, period_end, org_unit_id, dimension, category)
    left join unrecorded using (metric_id, period_type, period_end)
    where
        (frozen.dimension <> 'all' or frozen.metric_id not in (select metric_id from quantities) or unrecorded.metric_id is not null)
        and (fresh.is_told or frozen.is_told)
        and fresh.tells is distinct from frozen.tells

),

by_figure as (

    select wanted.metric_id, wanted.period_type, wanted.period_end, wanted.org_unit_id, wanted.dimension, wanted.category
    from wanted_cells as wanted
    inner join unaccounted as held
        on wanted.metric_id = held.metric_id
        and wanted.org_unit_id = held.org_unit_id
        and wanted.dimension = held.dimension
        and wanted.category = held.category
        and wanted.period_start <= held.period_end
        and wanted.period_end >= held.period_start
    where not wanted.is_open
    union all
    -- A cell of a frozen window that was not there when it was frozen.
    select wanted.metric_id, wanted.period_type, wanted.period_end, wanted.org_unit_id, wanted.dimension, wanted.category
    from wanted_cells as wanted
    semi join frozen using (metric_id, period_type, period_end)
    anti join frozen using (metric_id, period_type, period_end, org_unit_id, dimension, category)
    where not wanted.is_open and (wanted.dimension <> 'all' or wanted.metric_id not in (select metric_id from quantities))

),

-- Told before, and by today's plan withheld all the same (planning_beside.py has tried; breakdowns are planned without it): what is told stays
-- told, so that a longer window that holds it must not be cut as finely there.
exceeding as (

    select frozen.metric_id, metric.grid, frozen.period_type, frozen.period_start, frozen.period_end, frozen.org_unit_id, frozen.dimension
    from frozen
    inner join metric using (metric_id)
    inner join fresh using (metric_id, period_type, period_end, org_unit_id, dimension, category)
    where
        frozen.is_told and not fresh.is_told and not frozen.is_open
        and fresh.suppression_reason in ('small_group', 'parent_withheld', 'complement', 'time_difference')

),

parents as (

    select tree_on, org_unit_id, ancestor_id as parent_id
    from warehouse.warehouse.brg_org_unit_ancestors where distance = 1

),

by_plan as (

    select distinct wanted.metric_id, wanted.period_type, wanted.period_end, wanted.org_unit_id, wanted.dimension, wanted.category
    from wanted_cells as wanted
    inner join metric using (metric_id)
    left join parents as own on wanted.period_end = own.tree_on and wanted.org_unit_id = own.org_unit_id
    inner join exceeding
        on metric.grid = exceeding.grid
        and wanted.dimension = exceeding.dimension
        and wanted.period_start <= exceeding.period_start
        and wanted.period_end >= exceeding.period_end
        and (wanted.period_type, wanted.period_end) <> (exceeding.period_type, exceeding.period_end)
    left join parents as theirs on wanted.period_end = theirs.tree_on and exceeding.org_unit_id = theirs.org_unit_id
    where not wanted.is_open and (wanted.org_unit_id = exceeding.org_unit_id or own.parent_id = theirs.parent_id)

)

select distinct * from (from by_quantity union all from by_figure union all from by_plan)
