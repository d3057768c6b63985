with company as (

    select * from {{ ref('stg_landing__companies') }}

),

enrollments as (

    select
        enrollments.source,
        enrollments.source_person_key,
        people.person_key,
        enrollments.course_id,
        {{ local_date('enrollments.enrolled_at', 'company.timezone') }} as enrolled_on,
        enrollments.enrolled_at,
        enrollments.cancelled_by,
        {{ local_date('enrollments.cancelled_at', 'company.timezone') }} as cancelled_on,
        enrollments.due_on,
        coalesce(enrollments.is_mandatory, enrollments.due_on is not null) as is_mandatory,
        enrollments.exemption,
        enrollments.run_id
    from {{ kept('stg_lms__enrollments') }} as enrollments
    cross join company
    left join {{ ref('int_people_matched') }} as people
        on enrollments.source = people.source
        and enrollments.source_person_key = people.source_person_key

),

completions as (

    select distinct person_key, course_id, occurred_on
    from {{ ref('int_learning_records_combined') }}
    where is_taken and person_key is not null

),

first_completions as (

    select
        enrollments.source,
        enrollments.source_person_key,
        enrollments.course_id,
        enrollments.enrolled_at,
        min(completions.occurred_on) as completed_on
    from enrollments
    inner join completions
        on enrollments.person_key = completions.person_key
        and enrollments.course_id = completions.course_id
        and completions.occurred_on >= enrollments.enrolled_on
    group by enrollments.source, enrollments.source_person_key, enrollments.course_id, enrollments.enrolled_at

)

select
    enrollments.source,
    enrollments.source_person_key,
    enrollments.person_key,
    enrollments.course_id,
    enrollments.enrolled_at,
    enrollments.enrolled_on,
    enrollments.run_id,
    enrollments.cancelled_by,
    enrollments.cancelled_on,
    enrollments.due_on,
    enrollments.is_mandatory,
    enrollments.exemption,
    segments.org_unit_id,
    first_completions.completed_on,
    coalesce(
        {{ days_between('enrollments.enrolled_on', 'first_completions.completed_on') }} <= {{ var('completion_follow_up_days') }},
        false
    ) as is_completed_in_time,
    enrollments.person_key is null as excluded_because_unmatched,
    coalesce(enrollments.cancelled_by = 'organisation', false) as excluded_because_cancelled_by_organisation,
    enrollments.person_key is not null and segments.org_unit_id is null as excluded_because_not_employed,
    segments.org_unit_id is not null and coalesce(enrollments.cancelled_by <> 'organisation', true) as is_eligible
from enrollments
left join first_completions
    on enrollments.source = first_completions.source
    and enrollments.source_person_key = first_completions.source_person_key
    and enrollments.course_id = first_completions.course_id
    and enrollments.enrolled_at = first_completions.enrolled_at
left join {{ ref('int_employment_segments_cut') }} as segments
    on enrollments.person_key = segments.person_key
    and enrollments.enrolled_on >= segments.segment_from
    and enrollments.enrolled_on < segments.segment_to
