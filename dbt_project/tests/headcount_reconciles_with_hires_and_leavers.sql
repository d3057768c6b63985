-- What: people still employed after a month end are those of the month end before, plus hires, minus leavers of the month. Who leaves on a
-- month end is in that day's headcount and in the month's leavers, so both ends are taken after the day.
-- When it matters: always. Headcount, hires and leavers are counted in three places; a difference means that one of them loses or doubles
-- people.
-- What to do: take the month it names, and compare the employments that start or end in it with the stretches of employment on both month
-- ends.
with ends as (

    select period_end, value as headcount
    from {{ ref('kpi_values') }}
    where metric_id = 'headcount' and period_type = 'day' and org_unit_id = 'company' and dimension = 'all'

),

last_days as (

    select last_day_on, count(*) as leaver_count
    from {{ ref('fct_employment_spells') }}
    where has_left
    group by last_day_on

),

still_employed as (

    select
        ends.period_end,
        ends.headcount - coalesce(last_days.leaver_count, 0) as person_count
    from ends
    left join last_days
        on ends.period_end = last_days.last_day_on

),

movements as (

    select
        period_end,
        {{ add_days('min(period_start)', -1) }} as opened_on,
        sum(case when metric_id = 'hires' then value else 0 end) as hires,
        sum(case when metric_id = 'leavers' then value else 0 end) as leavers
    from {{ ref('kpi_values') }}
    where metric_id in ('hires', 'leavers') and period_type = 'month' and org_unit_id = 'company' and dimension = 'all' and is_window_complete
    group by period_end

)

select
    movements.period_end,
    opening.person_count as opening_count,
    movements.hires,
    movements.leavers,
    closing.person_count as closing_count
from movements
inner join still_employed as opening
    on movements.opened_on = opening.period_end
inner join still_employed as closing
    on movements.period_end = closing.period_end
where opening.person_count + movements.hires - movements.leavers <> closing.person_count
