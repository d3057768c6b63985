with plans as (

    select
        plans.source,
        plans.plan_key,
        people.person_key,
        plans.approved_on,
        plans.updated_on,
        coalesce(plans.ended_on, {{ far_future() }}) as ended_on
    from {{ kept('stg_hris__development_plans') }} as plans
    inner join {{ ref('int_people_matched') }} as people
        on plans.source = people.source
        and plans.source_person_key = people.source_person_key
    where plans.approved_on is not null and people.person_key is not null

),

touches as (

    select source, plan_key, approved_on as touched_on from plans
    union all
    select source, plan_key, updated_on from plans where updated_on is not null
    union all
    select source, plan_key, set_on from {{ kept('stg_hris__development_goals') }} where set_on is not null
    union all
    select source, plan_key, achieved_on from {{ kept('stg_hris__development_goals') }} where achieved_on is not null

),

spans as (

    -- Equal spans are one: the windows below need an order without ties.
    select distinct
        plans.person_key,
        greatest(touches.touched_on, plans.approved_on) as active_from,
        -- Touched at most so many months ago: the day that many months later still counts.
        least({{ add_days(add_months('touches.touched_on', var('plan_touch_months')), 1) }}, plans.ended_on) as active_to
    from plans
    inner join touches
        on plans.source = touches.source
        and plans.plan_key = touches.plan_key

),

marked as (

    select
        *,
        max(active_to) over (
            partition by person_key order by active_from nulls last, active_to nulls last rows between unbounded preceding and 1 preceding
        ) as active_until
    from spans
    where active_from < active_to

),

numbered as (

    select
        *,
        sum(case when active_until is null or active_until < active_from then 1 else 0 end) over (
            partition by person_key order by active_from nulls last, active_to nulls last rows between unbounded preceding and current row
        ) as span_number
    from marked

)

select
    person_key,
    min(active_from) as active_from,
    max(active_to) as active_to
from numbered
group by person_key, span_number
