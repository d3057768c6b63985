with scores as (

    select
        source,
        survey_id,
        response_key,
        count(case when kind = 'rating' then 1 end) as rating_count,
        count(case when is_favourable then 1 end) as favourable_count,
        -- The mean of a person's items, in millionths of a point, as a whole number.
        {{ rounded('avg(score_micro)') }} as mean_score_micro,
        max(enps_class) as enps_class,
        max(enps_5pt_class) as enps_5pt_class
    from {{ ref('int_answers_scored') }}
    where is_valid
    group by source, survey_id, response_key

)

select
    people.survey_id,
    people.person_key,
    surveys.opened_on,
    surveys.closed_on,
    surveys.kind,
    surveys.programme_id,
    surveys.is_listening,
    people.org_unit_id,
    people.invited_on,
    people.responded_on,
    people.is_invited,
    people.is_employed_at_close,
    people.has_responded,
    people.is_finished,
    cast(coalesce(scores.rating_count, 0) as integer) as rating_count,
    cast(coalesce(scores.favourable_count, 0) as integer) as favourable_count,
    scores.mean_score_micro,
    scores.enps_class,
    scores.enps_5pt_class
from {{ ref('int_survey_people_placed') }} as people
inner join {{ ref('int_surveys_merged') }} as surveys
    on people.survey_id = surveys.survey_id
left join scores
    on people.response_source = scores.source
    and people.survey_id = scores.survey_id
    and people.response_key = scores.response_key
where people.org_unit_id is not null
