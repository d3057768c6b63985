select
    source,
    source_person_key,
    course_id,
    enrolled_at,
    person_key,
    enrolled_on,
    org_unit_id,
    completed_on,
    is_completed_in_time,
    excluded_because_unmatched,
    excluded_because_cancelled_by_organisation,
    excluded_because_not_employed,
    is_eligible
from {{ ref('int_enrollments_followed') }}
