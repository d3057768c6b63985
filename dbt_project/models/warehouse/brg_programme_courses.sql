select
    programme_id,
    course_id,
    is_required,
    cast(position as integer) as position
from {{ ref('int_programme_courses_merged') }}
