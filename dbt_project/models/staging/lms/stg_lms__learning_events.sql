{{ stage('lms', 'learning_events', key=['source', 'statement_id']) }}

select
    source,
    statement_id,
    source_person_key,
    employee_no_key,
    email_key,
    verb,
    course_id,
    occurred_at,
    duration_seconds,
    is_completed,
    voided_statement_id,
    {{ provenance() }}
from staged
