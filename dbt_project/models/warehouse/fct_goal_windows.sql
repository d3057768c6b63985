with goals as (

    select
        windows.period_type,
        windows.period_end,
        goals.person_key,
        goals.org_unit_id,
        goals.is_achieved,
        row_number() over (
            partition by windows.period_type, windows.period_end, goals.person_key
            -- Goals due on one day are in one unit, so their order changes nothing.
            order by goals.due_on desc nulls last, goals.source nulls last, goals.goal_key nulls last
        ) as last_first
    from {{ ref('fct_development_goals') }} as goals
    inner join {{ ref('dim_periods') }} as windows
        on goals.due_on between windows.period_start and windows.period_end
        and windows.period_type in ('quarter', 'year', 'r12')
    where goals.is_eligible

)

select
    period_type,
    period_end,
    person_key,
    max(case when last_first = 1 then org_unit_id end) as org_unit_id,
    cast(count(*) as integer) as goal_count,
    cast(sum(case when is_achieved then 1 else 0 end) as integer) as achieved_count
from goals
group by period_type, period_end, person_key
