{{ stage('lms', 'learning_records', key=['source', 'source_person_key', 'course_id', 'occurred_at']) }}

select
    source,
    source_person_key,
    employee_no_key,
    email_key,
    course_id,
    occurred_at,
    state,
    minutes,
    activity_type,
    is_by_supervisor,
    is_in_working_time,
    {{ provenance() }}
from staged
