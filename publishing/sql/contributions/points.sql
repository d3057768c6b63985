-- Who is employed on a day and where, for how many days so far, and with which contract factor, in millionths.
-- Belongs here: the numbers that cells of a day add up. A head sits in the unit of the main assignment, FTE in that of each one.
with heads as (
    select
        days.period_type,
        days.period_end,
        segments.person_key,
        segments.org_unit_id,
        1 as present,
        date_diff('day', segments.service_started_on, days.period_end) as tenure_days,
        0 as fte_micro
    from warehouse.warehouse.fct_employment_segments as segments
    inner join warehouse.warehouse.dim_periods as days
        on days.period_type = 'day' and days.period_end >= segments.segment_from and days.period_end < segments.segment_to
),

contracts as (
    select
        days.period_type,
        days.period_end,
        assignments.person_key,
        assignments.org_unit_id,
        0 as present,
        0 as tenure_days,
        sum(cast(assignments.fte * 1000000 as bigint)) as fte_micro
    from warehouse.warehouse.fct_assignments as assignments
    inner join warehouse.warehouse.dim_periods as days
        on days.period_type = 'day' and days.period_end >= assignments.assigned_from and days.period_end < assignments.assigned_to
    group by days.period_type, days.period_end, assignments.person_key, assignments.org_unit_id
)

select
    period_type, period_end, person_key, org_unit_id,
    sum(present) as present, sum(tenure_days) as tenure_days, sum(fte_micro) as fte_micro
from (from heads union all from contracts)
group by period_type, period_end, person_key, org_unit_id
