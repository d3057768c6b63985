with items as (

    -- An option that was not chosen is no question left open.
    select survey_id, count(distinct case when kind is distinct from 'choice' then question_id end) as item_count
    from {{ kept('stg_survey__questions') }}
    group by survey_id

),

answered as (

    select source, survey_id, response_key, count(*) as answered_count
    from {{ ref('int_answers_scored') }}
    where is_valid and kind is distinct from 'choice'
    group by source, survey_id, response_key

),

responses as (

    select
        responses.source,
        responses.survey_id,
        responses.response_key,
        responses.source_person_key,
        people.person_key,
        responses.recorded_at,
        responses.is_finished,
        responses.is_preview,
        coalesce(answered.answered_count, 0) as answered_count,
        coalesce(answered.answered_count, 0) >= {{ var('valid_response_share') }} * items.item_count
            and (items.item_count > 0 or responses.is_finished) as is_answered_enough,
        responses.known_on,
        responses.file_name,
        responses.row_number
    from {{ kept('stg_survey__responses') }} as responses
    left join {{ ref('int_people_matched') }} as people
        on responses.source = people.source
        and responses.source_person_key = people.source_person_key
    left join answered
        on responses.source = answered.source
        and responses.survey_id = answered.survey_id
        and responses.response_key = answered.response_key
    left join items
        on responses.survey_id = items.survey_id

),

ranked as (

    select
        *,
        -- The last complete response of a person; somebody unknown is never merged with somebody else unknown.
        row_number() over (
            partition by survey_id, coalesce(person_key, source_person_key, response_key)
            order by
                case when is_preview or not coalesce(is_answered_enough, false) then 1 else 0 end nulls last,
                case when is_finished then 0 else 1 end nulls last,
                recorded_at desc nulls last, known_on desc nulls last, file_name desc nulls last, row_number desc nulls last
        ) as best_first
    from responses

)

select
    source,
    survey_id,
    response_key,
    person_key,
    recorded_at,
    is_finished,
    answered_count,
    is_preview as excluded_because_preview,
    not is_preview and not coalesce(is_answered_enough, false) as excluded_because_too_few_answers,
    not is_preview and coalesce(is_answered_enough, false) and best_first > 1 as excluded_because_repeated,
    not is_preview and coalesce(is_answered_enough, false) and person_key is null as excluded_because_unmatched,
    not is_preview and coalesce(is_answered_enough, false) and best_first = 1 and person_key is not null as is_eligible
from ranked
