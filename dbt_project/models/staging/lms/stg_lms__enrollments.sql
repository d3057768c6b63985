{{ stage('lms', 'enrollments', key=['source', 'source_person_key', 'course_id', 'enrolled_at']) }}

select
    source,
    source_person_key,
    employee_no_key,
    email_key,
    course_id,
    enrolled_at,
    cancelled_by,
    cancelled_at,
    due_on,
    is_mandatory,
    exemption,
    run_id,
    {{ provenance() }}
from staged
