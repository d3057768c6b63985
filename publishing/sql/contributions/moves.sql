-- Internal moves of every person in a window, in the unit moved to.
select
    period_type,
    period_end,
    person_key,
    org_unit_id,
    promotion_count as promoted,
    lateral_count as moved_sideways,
    promotion_count + lateral_count + demotion_count as moved
from warehouse.warehouse.fct_mobility_windows
