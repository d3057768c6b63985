-- What: of the rows of a person in a window exactly one is the last unit.
-- When it matters: always. Heads are counted by it: none and the person is missing from the group, two and the group looks larger than it
-- is.
-- What to do: look at the stretches of that person in the last month of the window; two of them end on one day, or none does.
select
    period_type,
    period_end,
    person_key,
    sum(case when is_last_unit then 1 else 0 end) as last_unit_count
from {{ ref('fct_person_windows') }}
group by period_type, period_end, person_key
having sum(case when is_last_unit then 1 else 0 end) <> 1
