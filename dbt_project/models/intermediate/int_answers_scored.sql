with answers as (

    select
        answers.source,
        answers.survey_id,
        answers.response_key,
        answers.question_id,
        questions.kind,
        questions.scale_points,
        answers.answer_value,
        -- Eleven points are 0 to 10, every other scale starts at 1: the contract of survey.questions.
        case when questions.scale_points = 11 then answers.answer_value + 1 else answers.answer_value end as scale_position,
        questions.is_reversed
    from {{ kept('stg_survey__answers') }} as answers
    inner join {{ kept('stg_survey__questions') }} as questions
        on answers.survey_id = questions.survey_id
        and answers.question_id = questions.question_id

),

turned as (

    select
        answers.*,
        case when kind = 'choice' then answer_value in (0, 1) else scale_position between 1 and scale_points end as is_on_scale,
        case when is_reversed then scale_points + 1 - scale_position else scale_position end as turned_value
    from answers

)

select
    source,
    survey_id,
    response_key,
    question_id,
    kind,
    scale_points,
    answer_value,
    coalesce(is_on_scale, false) as is_valid,
    coalesce(not is_on_scale, false) as is_off_scale,
    case when kind = 'rating' and is_on_scale then cast(turned_value as integer) end as turned_value,
    case when kind = 'rating' and is_on_scale then turned_value >= {{ favourable_from('scale_points') }} end as is_favourable,
    -- Millionths of a point on 0-100, so that sums run over integers.
    case
        when kind = 'rating' and is_on_scale
            then {{ rounded('100000000 * (turned_value - 1) / cast(scale_points - 1 as double)') }}
    end as score_micro,
    case
        when kind <> 'enps' or scale_points <> 11 or not coalesce(is_on_scale, false) then null
        when answer_value >= 9 then 'promoter'
        when answer_value >= 7 then 'passive'
        else 'detractor'
    end as enps_class,
    case
        when kind <> 'enps' or scale_points <> 5 or not coalesce(is_on_scale, false) then null
        when answer_value = 5 then 'promoter'
        when answer_value = 4 then 'passive'
        else 'detractor'
    end as enps_5pt_class,
    case when kind = 'choice' and is_on_scale then answer_value = 1 end as is_chosen
from turned
