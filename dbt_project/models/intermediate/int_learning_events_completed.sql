with company as (

    select * from {{ ref('stg_landing__companies') }}

),

voided as (

    select distinct source, voided_statement_id as statement_id
    from {{ kept('stg_lms__learning_events') }}
    where voided_statement_id is not null

),

events as (

    select
        events.*,
        {{ local_date('events.occurred_at', 'company.timezone') }} as occurred_on
    from {{ kept('stg_lms__learning_events') }} as events
    cross join company
    left join voided
        on events.source = voided.source
        and events.statement_id = voided.statement_id
    where voided.statement_id is null and events.voided_statement_id is null and events.course_id is not null

),

completions as (

    select
        source,
        source_person_key,
        course_id,
        occurred_on,
        max(duration_seconds) as seconds,
        min(known_on) as known_on,
        min(file_name) as file_name,
        min(row_number) as row_number
    from events
    where is_completed
    group by source, source_person_key, course_id, occurred_on

),

-- A session that ended belongs to the first completion on or after its day, else to the last one before: to one of them only.
sessions as (

    select
        events.source,
        events.statement_id,
        events.source_person_key,
        events.course_id,
        events.duration_seconds,
        coalesce(
            min(case when completions.occurred_on >= events.occurred_on then completions.occurred_on end),
            max(completions.occurred_on)
        ) as occurred_on
    from events
    inner join completions
        on events.source = completions.source
        and events.source_person_key = completions.source_person_key
        and events.course_id = completions.course_id
    where (events.verb like '%/terminated' or events.verb like '%/abandoned') and events.duration_seconds is not null
    group by events.source, events.statement_id, events.source_person_key, events.course_id, events.duration_seconds

),

-- Statements of one session overlap, so only its end is added up (cmi5 9.5.4).
session_time as (

    select source, source_person_key, course_id, occurred_on, sum(duration_seconds) as seconds
    from sessions
    group by source, source_person_key, course_id, occurred_on

)

select
    completions.source,
    completions.source_person_key,
    completions.course_id,
    completions.occurred_on,
    {{ rounded('coalesce(session_time.seconds, completions.seconds) / cast(60 as double)') }} as measured_minutes,
    completions.known_on,
    completions.file_name,
    completions.row_number
from completions
left join session_time
    on completions.source = session_time.source
    and completions.source_person_key = session_time.source_person_key
    and completions.course_id = session_time.course_id
    and completions.occurred_on = session_time.occurred_on
