-- The baseline of every programme and of the whole organisation: the last published figure before it began.
-- Belongs here: which window stands for the time before, and that a row which a release held stays as it was. It reads the protected table
-- kpi_values alone (revision 0, as first published), so that it shows nothing that is withheld there. `held` has the rows of the
-- release before; `begun` says what began when.
with held as (

    select * from warehouse.published_before.baselines

),

candidates as (

    select
        begun.scope,
        begun.subject_id,
        begun.frozen_on,
        cells.*,
        -- A longer window says more about how things were; a window that was not complete by then says nothing.
        row_number() over (
            partition by begun.scope, begun.subject_id, cells.metric_id, cells.org_unit_id
            order by
                coalesce(cells.suppression_reason, '') = 'incomplete_window',
                -- Where no months are published, rolling years are told only if they end with a quarter: the last of those speaks.
                cells.period_type = 'r12'
                and coalesce(cells.suppression_reason, '') = 'time_difference'
                and cells.period_end not in (select period_end from warehouse.marts.periods where period_type = 'quarter'),
                case cells.period_type when 'r12' then 1 when 'year' then 2 when 'quarter' then 3 when 'survey' then 4 when 'day' then 5 else 6 end,
                cells.period_end desc,
                cells.period_start desc
        ) as nearest
    from begun
    inner join kpi_values as cells
        on cells.period_end <= begun.frozen_on
        and cells.dimension = 'all'
        and cells.revision = 0
    inner join org_units as units
        on cells.org_unit_id = units.org_unit_id
        and units.level <= 1

),

now_frozen as (

    select
        scope, subject_id, metric_id, org_unit_id, frozen_on, period_type, period_start, period_end,
        value, ci_low, ci_high, is_suppressed, suppression_reason, cast($as_of as date) as held_since
    from candidates
    where nearest = 1

),

kept as (

    select
        scope, subject_id, metric_id, org_unit_id, frozen_on, period_type, period_start, period_end,
        value, ci_low, ci_high, is_suppressed, suppression_reason, held_since
    from held
    union all
    select now_frozen.* from now_frozen
    anti join held using (scope, subject_id, metric_id, org_unit_id)

)

select
    kept.*,
    latest.value as current_value
from kept
left join kpi_values as latest
    on kept.metric_id = latest.metric_id
    and kept.period_type = latest.period_type
    and kept.period_end = latest.period_end
    and kept.org_unit_id = latest.org_unit_id
    and latest.dimension = 'all'
    and latest.is_latest
