{%- set ranked = {'hours_rank': 'minutes', 'rating_rank': 'rating', 'prior_rating_rank': 'prior_rating', 'tenure_rank': 'tenure_days'} -%}
with years as (

    select period_start, period_end, calendar_days from {{ ref('dim_periods') }} where period_type = 'year' and is_complete

),

pairs as (

    select
        prior.period_end as prior_end,
        prior.calendar_days as prior_days,
        following.period_end
    from years as prior
    inner join years as following
        on {{ add_days('prior.period_end', 1) }} = following.period_start
    -- Hours that were not recorded all year are unknown.
    inner join {{ ref('dim_learning_coverage') }} as coverage
        on prior.period_start >= coverage.covered_from
        and prior.period_end <= coverage.covered_to

),

ratings as (

    select
        period_end,
        person_key,
        {{ rounded('sum(rating_millionths) / cast(sum(rated_count) as double)') }} as rating
    from {{ ref('fct_review_windows') }}
    where period_type = 'r12'
    group by period_end, person_key
    having sum(rated_count) > 0

),

hours as (

    select period_end, person_key, sum(person_days) as person_days, sum(minutes) as minutes
    from {{ ref('fct_person_windows') }}
    where period_type = 'year'
    group by period_end, person_key
    having sum(timed_record_count) = sum(record_count)

),

people as (

    select
        pairs.period_end,
        segments.job_family,
        hours.minutes,
        ratings.rating,
        prior_ratings.rating as prior_rating,
        {{ days_between('segments.service_started_on', 'pairs.prior_end') }} as tenure_days
    from pairs
    inner join hours
        on pairs.prior_end = hours.period_end
        and pairs.prior_days = hours.person_days
    inner join ratings
        on pairs.period_end = ratings.period_end
        and hours.person_key = ratings.person_key
    inner join ratings as prior_ratings
        on pairs.prior_end = prior_ratings.period_end
        and hours.person_key = prior_ratings.person_key
    inner join {{ ref('fct_employment_segments') }} as segments
        on hours.person_key = segments.person_key
        and pairs.prior_end >= segments.segment_from
        and pairs.prior_end < segments.segment_to

)

select
    period_end,
    job_family,
    {%- for name, value in ranked.items() %}
    -- Twice the mean rank: of two that share places 2 and 3 each has 5.
    cast(
        2 * rank() over (partition by period_end order by {{ value }} nulls last) + count(*) over (partition by period_end, {{ value }}) - 1 as bigint
    ) as {{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
from people
