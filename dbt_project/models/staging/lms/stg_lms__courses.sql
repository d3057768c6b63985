{{ stage('lms', 'courses', key=['source', 'course_id']) }}

select
    source,
    course_id,
    title,
    duration_minutes,
    delivery_mode,
    activity_type,
    {{ provenance() }}
from staged
