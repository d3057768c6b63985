with company as (

    select * from {{ ref('stg_landing__companies') }}

),

attempts as (

    select
        people.person_key,
        assessments.assessment_id,
        assessments.course_id,
        assessments.purpose,
        {{ local_date('assessments.attempted_at', 'company.timezone') }} as attempted_on,
        assessments.attempted_at,
        assessments.source,
        assessments.known_on,
        assessments.file_name,
        assessments.row_number,
        -- Tests of another length compare as shares of their maximum, in millionths.
        {{ rounded('assessments.score * 1000000.0 / assessments.max_score') }} as score_micro
    from {{ kept('stg_lms__assessments') }} as assessments
    cross join company
    inner join {{ ref('int_people_matched') }} as people
        on assessments.source = people.source
        and assessments.source_person_key = people.source_person_key
        and people.person_key is not null
    where assessments.purpose in ('pre', 'post') and assessments.score is not null
        and assessments.max_score > 0 and assessments.score <= assessments.max_score

),

pres as (

    select
        attempts.*,
        row_number() over (
            partition by person_key, course_id, assessment_id
            order by attempted_at nulls last, known_on nulls last, file_name nulls last, row_number nulls last, source nulls last
        ) as first_first
    from attempts
    where purpose = 'pre'

),

completions as (

    select pres.person_key, pres.course_id, pres.assessment_id, min(records.occurred_on) as completed_on
    from pres
    inner join {{ ref('int_learning_records_combined') }} as records
        on pres.person_key = records.person_key
        and pres.course_id = records.course_id
        and records.occurred_on >= pres.attempted_on
        and records.is_taken
    where pres.first_first = 1
    group by pres.person_key, pres.course_id, pres.assessment_id

),

-- The month runs from completion; where no record tells of one, from the first attempt afterwards.
posts as (

    select
        attempts.*,
        pres.score_micro as pre_micro,
        pres.attempted_on as pre_on,
        coalesce(completions.completed_on, min(attempts.attempted_on) over (
            partition by attempts.person_key, attempts.course_id, attempts.assessment_id
        )) as anchored_on
    from pres
    inner join attempts
        on pres.person_key = attempts.person_key
        and pres.course_id = attempts.course_id
        and pres.assessment_id = attempts.assessment_id
        and attempts.purpose = 'post'
        and attempts.attempted_at >= pres.attempted_at
    left join completions
        on pres.person_key = completions.person_key
        and pres.course_id = completions.course_id
        and pres.assessment_id = completions.assessment_id
    where pres.first_first = 1

),

ranked as (

    select
        posts.*,
        row_number() over (
            partition by person_key, course_id, assessment_id
            order by attempted_at desc nulls last, known_on desc nulls last, file_name desc nulls last, row_number desc nulls last, source nulls last
        ) as last_first
    from posts
    where {{ days_between('anchored_on', 'attempted_on') }} <= {{ var('learning_gain_days') }}

)

select
    person_key,
    course_id,
    assessment_id,
    pre_on,
    attempted_on as post_on,
    pre_micro,
    score_micro as post_micro,
    1000000 - pre_micro as room_micro,
    -- Who knew everything before could gain nothing: no gain, and not a gain of nought.
    case when pre_micro < 1000000 then {{ rounded('(score_micro - pre_micro) * 1000000.0 / (1000000 - pre_micro)') }} end as gain_micro
from ranked
where last_first = 1
