-- Enrolments that count, in the unit of each, and how many of them were completed in time.
select
    windows.period_type,
    windows.period_end,
    enrolments.person_key,
    enrolments.org_unit_id,
    count(*) as enrolled,
    count(*) filter (enrolments.is_completed_in_time) as completed
from warehouse.warehouse.fct_enrollments as enrolments
inner join warehouse.warehouse.dim_periods as windows
    on enrolments.enrolled_on between windows.period_start and windows.period_end
    and windows.period_type in ('month', 'quarter', 'year', 'r12')
where enrolments.is_eligible
group by windows.period_type, windows.period_end, enrolments.person_key, enrolments.org_unit_id
