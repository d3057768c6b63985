{{ stage('lms', 'session_seats', key=['source', 'session_id', 'source_person_key']) }}

select
    source,
    session_id,
    source_person_key,
    employee_no_key,
    email_key,
    state,
    cancelled_at,
    minutes,
    {{ provenance() }}
from staged
