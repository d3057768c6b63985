-- Who reported absent and who recovered in a window, in the unit of that day, and how long it had taken.
select
    windows.period_type,
    windows.period_end,
    reports.person_key,
    reports.org_unit_id,
    count(*) filter (reports.event = 'reported') as reported,
    count(*) filter (reports.event = 'reported' and not reports.is_relapse) as reported_anew,
    count(*) filter (reports.event = 'recovered') as recovered,
    sum(reports.duration_days) filter (reports.event = 'recovered') as recovered_days
from warehouse.warehouse.fct_absence_reports as reports
inner join warehouse.warehouse.dim_periods as windows
    on reports.happened_on between windows.period_start and windows.period_end
    and windows.period_type in ('quarter', 'r12')
where reports.org_unit_id is not null
group by windows.period_type, windows.period_end, reports.person_key, reports.org_unit_id
