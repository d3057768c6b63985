-- What: eligible learning records since the first listed month, and their minutes, are all in fct_person_months, once.
-- When it matters: always. Records join the months on person, month, unit and status of manager; where the two disagree hours vanish
-- without a trace.
-- What to do: take the month it names and look for records whose unit or status is not that of the stretch of employment of their day.
with listed as (

    select period_start as month_start, period_end as month_end
    from {{ ref('dim_periods') }}
    where period_type = 'month'

),

records as (

    select
        listed.month_start,
        count(*) as record_count,
        coalesce(sum(records.minutes), 0) as minutes
    from {{ ref('fct_learning_records') }} as records
    inner join listed
        on records.occurred_on between listed.month_start and listed.month_end
    where records.is_eligible
    group by listed.month_start

),

months as (

    select
        month_start,
        sum(record_count) as record_count,
        sum(minutes) as minutes
    from {{ ref('fct_person_months') }}
    group by month_start

)

select
    records.month_start,
    records.record_count,
    coalesce(months.record_count, 0) as record_count_of_months,
    records.minutes,
    coalesce(months.minutes, 0) as minutes_of_months
from records
left join months
    on records.month_start = months.month_start
where records.record_count <> coalesce(months.record_count, 0) or records.minutes <> coalesce(months.minutes, 0)
