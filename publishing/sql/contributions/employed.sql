-- What every person put into a month, quarter, year or rolling year, in the unit of each stretch of it: days, records, minutes.
-- Belongs here: the numbers that cells of fct_person_windows add up. A person's own totals stand in the unit of the last day.
select
    period_type,
    period_end,
    person_key,
    org_unit_id,
    case when is_last_unit then 1 else 0 end as present,
    person_days,
    manager_days,
    person_days - manager_days as other_days,
    talent_days,
    minutes,
    manager_minutes,
    minutes - manager_minutes as other_minutes,
    record_count,
    case when is_last_unit then window_minutes end as own_minutes,
    case when is_last_unit and window_record_count > 0 then 1 end as participant,
    case when is_last_unit and is_manager_at_last then 1 end as manager,
    case when is_last_unit and is_manager_at_last and window_record_count > 0 then 1 end as manager_participant
from warehouse.warehouse.fct_person_windows
