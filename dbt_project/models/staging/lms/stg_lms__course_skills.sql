{{ stage('lms', 'course_skills', key=['source', 'course_id', 'skill_id']) }}

select
    source,
    course_id,
    skill_id,
    level_reached,
    {{ provenance() }}
from staged
