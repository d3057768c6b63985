-- Who was employed on the day before a rolling year, in the unit of that day, and who still was at its end.
select
    windows.period_type,
    windows.period_end,
    segments.person_key,
    segments.org_unit_id,
    1 as present,
    case when spells.last_day_on is null or spells.last_day_on >= windows.period_end then 1 end as stayed
from warehouse.warehouse.dim_periods as windows
inner join warehouse.warehouse.fct_employment_segments as segments
    on windows.period_start - 1 >= segments.segment_from and windows.period_start - 1 < segments.segment_to
inner join warehouse.warehouse.fct_employment_spells as spells
    on segments.person_key = spells.person_key and segments.spell_number = spells.spell_number
where windows.period_type = 'r12'
