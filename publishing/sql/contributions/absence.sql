-- Days absent and days employed of every person in a window, times FTE and percentage, in the unit of each stretch.
select period_type, period_end, person_key, org_unit_id, absent_micro_days, employed_micro_days
from warehouse.warehouse.fct_absence_windows
