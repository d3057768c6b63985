with company as (

    select * from {{ ref('stg_landing__companies') }}

),

seats as (

    select
        seats.source,
        seats.session_id,
        seats.source_person_key,
        people.person_key,
        sessions.course_id,
        sessions.run_id,
        {{ local_date('sessions.starts_at', 'company.timezone') }} as session_on,
        seats.state,
        sessions.state as session_state,
        company.as_of,
        -- Cancelled in time means before the start; a cancellation without a moment is neither in time nor late.
        case
            when seats.state in ('attended', 'partially_attended') then 'attended'
            when seats.state = 'no_show' then 'no_show'
            when seats.state = 'cancelled_by_person' and seats.cancelled_at < sessions.starts_at then 'cancelled_in_time'
            when seats.state = 'cancelled_by_person' and seats.cancelled_at >= sessions.starts_at then 'no_show'
            else 'unknown'
        end as outcome
    from {{ kept('stg_lms__session_seats') }} as seats
    inner join {{ kept('stg_lms__sessions') }} as sessions
        on seats.source = sessions.source
        and seats.session_id = sessions.session_id
    cross join company
    left join {{ ref('int_people_matched') }} as people
        on seats.source = people.source
        and seats.source_person_key = people.source_person_key

),

flagged as (

    select
        seats.*,
        segments.org_unit_id,
        seats.person_key is null as excluded_because_unmatched,
        seats.session_on > seats.as_of or coalesce(seats.session_state = 'cancelled', false) as excluded_because_not_held,
        seats.state = 'waitlisted' as excluded_because_waitlisted,
        seats.state = 'cancelled_by_organisation' as excluded_because_cancelled_by_organisation,
        seats.person_key is not null and segments.org_unit_id is null as excluded_because_not_employed
    from seats
    left join {{ ref('int_employment_segments_cut') }} as segments
        on seats.person_key = segments.person_key
        and seats.session_on >= segments.segment_from
        and seats.session_on < segments.segment_to

)

select
    source,
    session_id,
    source_person_key,
    person_key,
    course_id,
    run_id,
    session_on,
    state,
    outcome,
    org_unit_id,
    excluded_because_unmatched,
    excluded_because_not_held,
    excluded_because_waitlisted,
    excluded_because_cancelled_by_organisation,
    excluded_because_not_employed,
    not (
        excluded_because_unmatched or excluded_because_not_held or excluded_because_waitlisted
        or excluded_because_cancelled_by_organisation or excluded_because_not_employed
    ) as is_eligible
from flagged
