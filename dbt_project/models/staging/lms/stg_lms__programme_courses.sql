{{ stage('lms', 'programme_courses', key=['source', 'programme_id', 'course_id']) }}

select
    source,
    programme_id,
    course_id,
    is_required,
    position,
    {{ provenance() }}
from staged
