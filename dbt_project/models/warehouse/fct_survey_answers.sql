select
    participants.survey_id,
    participants.person_key,
    participants.org_unit_id,
    participants.kind as survey_kind,
    participants.programme_id,
    participants.is_listening,
    participants.closed_on,
    participants.responded_on,
    answers.question_id,
    answers.kind as question_kind,
    coalesce(items.index_id, 'none') as index_id,
    cast(items.item_order as integer) as item_order,
    -- The same item has the same key in every survey; without an index only its id says which it is.
    case
        when items.index_id is null then answers.question_id
        else concat(items.index_id, ' ', cast(items.item_order as {{ dbt.type_string() }}))
    end as item_key,
    cast(coalesce(items.weight, 1) as decimal(9, 6)) as weight,
    items.skill_id,
    cast(answers.scale_points as integer) as scale_points,
    answers.turned_value,
    answers.is_favourable,
    answers.score_micro,
    answers.is_chosen
from {{ ref('int_answers_scored') }} as answers
inner join {{ ref('int_survey_people_placed') }} as placed
    on answers.source = placed.response_source
    and answers.survey_id = placed.survey_id
    and answers.response_key = placed.response_key
inner join {{ ref('fct_survey_participants') }} as participants
    on placed.survey_id = participants.survey_id
    and placed.person_key = participants.person_key
left join {{ kept('stg_survey__question_indices') }} as items
    on answers.survey_id = items.survey_id
    and answers.question_id = items.question_id
where answers.is_valid
