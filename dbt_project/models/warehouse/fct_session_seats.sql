select
    source,
    session_id,
    source_person_key,
    person_key,
    course_id,
    run_id,
    session_on,
    state,
    outcome,
    org_unit_id,
    excluded_because_unmatched,
    excluded_because_not_held,
    excluded_because_waitlisted,
    excluded_because_cancelled_by_organisation,
    excluded_because_not_employed,
    is_eligible
from {{ ref('int_seats_placed') }}
