with company as (

    select * from {{ ref('stg_landing__companies') }}

),

tracked as (

    select distinct source, course_id from {{ kept('stg_lms__learning_records') }}

)

select
    seats.source,
    seats.source_person_key,
    sessions.course_id,
    {{ local_date('sessions.starts_at', 'company.timezone') }} as occurred_on,
    cast(sum(seats.minutes) as bigint) as attested_minutes,
    cast(sum(sessions.duration_minutes) as bigint) as scheduled_minutes,
    min(seats.known_on) as known_on,
    min(seats.file_name) as file_name,
    min(seats.row_number) as row_number
from {{ kept('stg_lms__session_seats') }} as seats
inner join {{ kept('stg_lms__sessions') }} as sessions
    on seats.source = sessions.source
    and seats.session_id = sessions.session_id
cross join company
-- A platform that records results of a course says itself who finished it.
left join tracked
    on sessions.source = tracked.source
    and sessions.course_id = tracked.course_id
where seats.state in ('attended', 'partially_attended') and tracked.course_id is null
group by seats.source, seats.source_person_key, sessions.course_id, {{ local_date('sessions.starts_at', 'company.timezone') }}
