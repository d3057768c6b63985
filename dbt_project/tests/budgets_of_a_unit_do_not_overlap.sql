-- What: no day of a unit has two budgets.
-- When it matters: always. Such a day counts both, so that the use of the budget looks half of what it is.
-- What to do: drop the total beside its parts (the year beside its months), or correct the periods in the export of budgets.
with budgets as (

    select
        *,
        max(period_end) over (
            partition by org_unit_id
            order by period_start nulls first, period_end nulls first, source nulls first
            rows between unbounded preceding and 1 preceding
        ) as last_ended
    from {{ kept('stg_finance__budgets') }}

)

select source, org_unit_id, period_start, period_end, last_ended
from budgets
where period_start <= last_ended
