with reviews as (

    select
        windows.period_type,
        windows.period_end,
        reviews.person_key,
        reviews.cycle_id,
        reviews.org_unit_id,
        reviews.has_development_goal,
        reviews.rating_millionths,
        row_number() over (
            partition by windows.period_type, windows.period_end, reviews.person_key
            -- Reviews of one day are in one unit, so their order changes nothing.
            order by reviews.reviewed_on desc nulls last, reviews.source nulls last, reviews.cycle_id nulls last
        ) as last_first
    from {{ ref('fct_performance_reviews') }} as reviews
    inner join {{ ref('dim_periods') }} as windows
        on reviews.reviewed_on between windows.period_start and windows.period_end
        and windows.period_type = 'r12'
    where reviews.is_eligible and reviews.is_regular

),

placed as (

    select
        *,
        max(case when last_first = 1 then org_unit_id end) over (partition by period_type, period_end, person_key) as last_org_unit_id
    from reviews

)

select
    period_type,
    period_end,
    person_key,
    cycle_id,
    last_org_unit_id as org_unit_id,
    cast(count(*) as integer) as review_count,
    cast(count(has_development_goal) as integer) as goal_known_count,
    cast(sum(case when has_development_goal then 1 else 0 end) as integer) as goal_count,
    cast(count(rating_millionths) as integer) as rated_count,
    cast(coalesce(sum(rating_millionths), 0) as bigint) as rating_millionths,
    cast(sum(case when rating_millionths >= {{ var('meets_expectations_from') }} * 1000000 then 1 else 0 end) as integer) as meets_count
from placed
group by period_type, period_end, person_key, cycle_id, last_org_unit_id
