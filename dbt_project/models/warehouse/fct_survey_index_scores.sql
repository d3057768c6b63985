with scores as (

    select
        survey_id,
        person_key,
        index_id,
        max(org_unit_id) as org_unit_id,
        max(survey_kind) as survey_kind,
        max(programme_id) as programme_id,
        max(closed_on) as closed_on,
        max(responded_on) as responded_on,
        count(*) as answered_count,
        count(case when is_favourable then 1 end) as favourable_count,
        min(scale_points) as scale_points_least,
        max(scale_points) as scale_points_most,
        sum(weight * score_micro) as weighted_micro,
        sum(weight) as weights
    from {{ ref('fct_survey_answers') }}
    where question_kind = 'rating' and index_id <> 'none'
    group by survey_id, person_key, index_id

),

ranked as (

    select
        *,
        row_number() over (
            partition by closed_on, person_key, index_id order by responded_on desc nulls last, survey_id desc nulls last
        ) as last_first
    from scores
    where survey_kind in ('engagement', 'pulse')

)

select
    scores.survey_id,
    scores.person_key,
    scores.index_id,
    scores.org_unit_id,
    scores.survey_kind,
    scores.programme_id,
    scores.closed_on,
    scores.responded_on,
    cast(scores.answered_count as integer) as answered_count,
    cast(scores.favourable_count as integer) as favourable_count,
    cast(case when scores.scale_points_least = scores.scale_points_most then scores.scale_points_most end as integer) as scale_points,
    case when scores.weights > 0 then {{ rounded(ratio('scores.weighted_micro', 'scores.weights')) }} end as score_micro,
    coalesce(ranked.last_first = 1, false) as is_of_period
from scores
left join ranked
    on scores.survey_id = ranked.survey_id
    and scores.person_key = ranked.person_key
    and scores.index_id = ranked.index_id
