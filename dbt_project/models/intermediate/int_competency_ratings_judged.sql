with ratings as (

    select
        ratings.source,
        ratings.cycle_id,
        people.person_key,
        ratings.competency_id,
        ratings.rater_group,
        ratings.closed_on,
        ratings.rater_count,
        ratings.mean_rating,
        ratings.scale_points,
        ratings.comment_count,
        ratings.actionable_comment_count,
        coalesce(ratings.mean_rating between 1 and ratings.scale_points and ratings.rater_count > 0, false) as is_rated,
        ratings.rater_group <> 'self' and ratings.rater_count < {{ var('raters_at_least') }} as is_small
    from {{ kept('stg_hris__competency_ratings') }} as ratings
    left join {{ ref('int_people_matched') }} as people
        on ratings.source = people.source
        and ratings.source_person_key = people.source_person_key

)

select
    source,
    cycle_id,
    person_key,
    competency_id,
    rater_group,
    closed_on,
    rater_count,
    case when is_rated then {{ rounded('100000000 * (mean_rating - 1) / cast(scale_points - 1 as double)') }} end as score_micro,
    case when comment_count is not null then least(coalesce(actionable_comment_count, 0), comment_count) end as actionable_comment_count,
    comment_count,
    person_key is null as excluded_because_unmatched,
    person_key is not null and not is_rated as excluded_because_not_rated,
    person_key is not null and is_rated and is_small as excluded_because_few_raters,
    person_key is not null and is_rated and not is_small as is_eligible
from ratings
