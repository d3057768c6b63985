{#- Doubts about sessions, certificates, tests, budgets and programmes; joined to the others in fct_data_quality_checks. -#}
with certificates as (

    -- A certificate is one row over all sources.
    select 'all' as source, is_validity_known from {{ ref('int_certificates_validated') }}

),

courses as (

    select
        programmes.source,
        catalogue.course_id is null as is_course_unknown
    from {{ kept('stg_lms__programme_courses') }} as programmes
    left join (select distinct course_id from {{ kept('stg_lms__courses') }}) as catalogue
        on programmes.course_id = catalogue.course_id

),

budgets as (

    select
        budgets.source,
        budgets.source_person_key is not null and people.person_key is null as is_of_nobody
    from {{ kept('stg_lms__learning_time_budgets') }} as budgets
    left join {{ ref('int_people_matched') }} as people
        on budgets.source = people.source
        and budgets.source_person_key = people.source_person_key

),

checks as (

    {{ quality_check(ref('fct_session_seats'), 'lms.session_seats', 'outcome_unknown', 'Seats that nobody checked off, or cancelled at an unknown moment',
        "is_eligible and outcome = 'unknown'", decision="'out of the no-show rate; see completeness'") }}
    union all
    {{ quality_check(ref('fct_assessments'), 'lms.assessments', 'off_scale', 'Attempts with more points than there are', 'excluded_because_off_scale', decision="'not valid'") }}
    union all
    {{ quality_check('certificates', 'lms.certificates', 'validity_unknown', 'Certificates of which neither they nor a requirement say how long they hold',
        'not is_validity_known', decision="'neither valid nor invalid'") }}
    union all
    {{ quality_check('courses', 'lms.programme_courses', 'unknown_course', 'Courses of programmes that no catalogue lists', 'is_course_unknown',
        decision="'in the programme all the same'") }}
    union all
    {{ quality_check('budgets', 'lms.learning_time_budgets', 'of_nobody', 'Learning time set aside for people whom nobody knows', 'is_of_nobody', decision="'left out'") }}
    union all
    {{ quality_check(ref('fct_enrollments'), 'lms.enrollments', 'withdrawn_on_unknown_day', 'Withdrawn enrolments of an unknown day',
        'cancelled_by is not null and cancelled_on is null', severity='info', decision="'left out of the time to completion'") }}

)

select * from checks
