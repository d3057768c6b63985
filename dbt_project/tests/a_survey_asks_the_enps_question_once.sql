-- What: a survey has at most one question of kind enps.
-- When it matters: before eNPS is published. A person with two answers would be promoter and detractor at once, and one of them would win.
-- What to do: declare the question that asks to recommend the employer as enps and the others as rating, or leave them out
-- (survey.questions).
select
    survey_id,
    count(distinct question_id) as enps_question_count
from {{ ref('stg_survey__questions') }}
where record_state = 'kept' and kind = 'enps'
group by survey_id
having count(distinct question_id) > 1
