{#- What statements and seats do not tell. -#}
{%- set silence = 'cast(null as ' ~ dbt.type_string() ~ ') as activity_type, cast(null as boolean) as is_by_supervisor, cast(null as boolean) as is_in_working_time' -%}
with company as (

    select * from {{ ref('stg_landing__companies') }}

),

reported as (

    select
        records.source,
        records.source_person_key,
        records.course_id,
        {{ local_date('records.occurred_at', 'company.timezone') }} as occurred_on,
        records.state,
        records.minutes as attested_minutes,
        cast(null as bigint) as measured_minutes,
        cast(null as bigint) as scheduled_minutes,
        records.activity_type,
        records.is_by_supervisor,
        records.is_in_working_time,
        records.known_on,
        records.file_name,
        records.row_number
    from {{ kept('stg_lms__learning_records') }} as records
    cross join company

    union all

    select
        source,
        source_person_key,
        course_id,
        occurred_on,
        'completed' as state,
        cast(null as bigint) as attested_minutes,
        measured_minutes,
        cast(null as bigint) as scheduled_minutes,
        {{ silence }},
        known_on,
        file_name,
        row_number
    from {{ ref('int_learning_events_completed') }}

    union all

    select
        source,
        source_person_key,
        course_id,
        occurred_on,
        'attended' as state,
        attested_minutes,
        cast(null as bigint) as measured_minutes,
        scheduled_minutes,
        {{ silence }},
        known_on,
        file_name,
        row_number
    from {{ ref('int_seats_attended') }}

),

courses as (

    -- A course that two sources list: the longer duration is kept, so that neither is cut by the cap.
    select course_id, max(duration_minutes) as duration_minutes, max(activity_type) as activity_type
    from {{ kept('stg_lms__courses') }}
    group by course_id

),

timed as (

    select
        reported.*,
        people.person_key,
        courses.duration_minutes as catalogue_minutes,
        coalesce(reported.attested_minutes, reported.measured_minutes, reported.scheduled_minutes, courses.duration_minutes) as uncapped_minutes,
        coalesce(reported.activity_type, courses.activity_type, 'course') as known_activity_type,
        case
            when reported.attested_minutes is not null then 'attested'
            when reported.measured_minutes is not null then 'measured'
            when coalesce(reported.scheduled_minutes, courses.duration_minutes) is not null then 'catalogue'
            else 'unknown'
        end as minutes_source
    from reported
    left join {{ ref('int_people_matched') }} as people
        on reported.source = people.source
        and reported.source_person_key = people.source_person_key
    left join courses
        on reported.course_id = courses.course_id

)

select
    source,
    source_person_key,
    person_key,
    course_id,
    occurred_on,
    state,
    state in ('completed', 'attended') as is_taken,
    case
        when uncapped_minutes > {{ var('minutes_cap_factor') }} * catalogue_minutes
            then cast({{ var('minutes_cap_factor') }} * catalogue_minutes as bigint)
        else cast(uncapped_minutes as bigint)
    end as minutes,
    minutes_source,
    coalesce(uncapped_minutes > {{ var('minutes_cap_factor') }} * catalogue_minutes, false) as is_minutes_capped,
    known_activity_type as activity_type,
    {{ activity_class('known_activity_type') }} as activity_class,
    coalesce(is_by_supervisor, false) as is_by_supervisor,
    coalesce(is_in_working_time, true) as is_in_working_time,
    known_on,
    file_name,
    row_number
from timed
