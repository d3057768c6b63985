{{ stage('lms', 'assessments', key=['source', 'attempt_id']) }}

select
    source,
    attempt_id,
    assessment_id,
    course_id,
    source_person_key,
    employee_no_key,
    email_key,
    purpose,
    attempted_at,
    score,
    max_score,
    is_passed,
    {{ provenance() }}
from staged
