{{ stage('lms', 'sessions', key=['source', 'session_id']) }}

select
    source,
    session_id,
    course_id,
    starts_at,
    duration_minutes,
    capacity,
    run_id,
    state,
    {{ provenance() }}
from staged
