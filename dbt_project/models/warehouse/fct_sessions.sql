with seats as (

    select
        source,
        session_id,
        sum(case when is_eligible then 1 else 0 end) as seat_count,
        sum(case when is_eligible and outcome = 'attended' then 1 else 0 end) as attended_count,
        sum(case when is_eligible and outcome = 'no_show' then 1 else 0 end) as no_show_count
    from {{ ref('fct_session_seats') }}
    group by source, session_id

)

select
    sessions.source,
    sessions.session_id,
    sessions.course_id,
    sessions.run_id,
    {{ local_date('sessions.starts_at', 'company.timezone') }} as session_on,
    sessions.state,
    cast(sessions.duration_minutes as integer) as duration_minutes,
    cast(sessions.capacity as integer) as capacity,
    cast(coalesce(seats.seat_count, 0) as integer) as seat_count,
    cast(coalesce(seats.attended_count, 0) as integer) as attended_count,
    cast(coalesce(seats.no_show_count, 0) as integer) as no_show_count
from {{ kept('stg_lms__sessions') }} as sessions
cross join {{ ref('stg_landing__companies') }} as company
left join seats
    on sessions.source = seats.source
    and sessions.session_id = seats.session_id
