with responses as (

    select survey_id, kind as survey_kind, programme_id, person_key, responded_on
    from {{ ref('fct_survey_participants') }}
    where kind in ('reaction', 'follow_up') and has_responded and programme_id is not null

),

-- The participation that the response is about: the last one that had begun.
attended as (

    select
        responses.survey_id,
        responses.person_key,
        runs.run_id,
        {{ days_between('runs.last_learnt_on', 'responses.responded_on') }} as days_after,
        row_number() over (
            partition by responses.survey_id, responses.person_key
            order by runs.first_learnt_on desc nulls last, runs.run_id desc nulls last
        ) as last_first
    from responses
    inner join {{ ref('fct_programme_participations') }} as runs
        on responses.programme_id = runs.programme_id
        and responses.person_key = runs.person_key
        and runs.has_attended
        and runs.first_learnt_on <= responses.responded_on

),

judged as (

    select
        responses.*,
        attended.run_id,
        attended.days_after,
        attended.run_id is null as is_stranger,
        responses.survey_kind = 'follow_up'
        and attended.days_after not between {{ var('follow_up_from_days') }} and {{ var('follow_up_to_days') + var('answering_days') }} as is_untimely,
        row_number() over (
            partition by responses.survey_kind, responses.programme_id, attended.run_id, responses.person_key
            order by responses.responded_on desc nulls last, responses.survey_id desc nulls last
        ) as last_first
    from responses
    left join attended
        on responses.survey_id = attended.survey_id
        and responses.person_key = attended.person_key
        and attended.last_first = 1

)

select
    survey_id,
    survey_kind,
    programme_id,
    person_key,
    responded_on,
    run_id,
    cast(days_after as integer) as days_after,
    is_stranger as excluded_because_not_attended,
    not is_stranger and is_untimely as excluded_because_untimely,
    not is_stranger and not is_untimely and last_first > 1 as excluded_because_repeated,
    not is_stranger and not is_untimely and last_first = 1 as is_eligible
from judged
