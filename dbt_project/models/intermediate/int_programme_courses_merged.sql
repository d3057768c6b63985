select
    programme_id,
    course_id,
    -- Two lists that disagree: what one of them requires is required.
    max(case when coalesce(is_required, true) then 1 else 0 end) = 1 as is_required,
    min(position) as position
from {{ kept('stg_lms__programme_courses') }}
group by programme_id, course_id
