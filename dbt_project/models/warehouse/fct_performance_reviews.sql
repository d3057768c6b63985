select
    source,
    source_person_key,
    cycle_id,
    person_key,
    reviewed_on,
    org_unit_id,
    is_regular,
    has_development_goal,
    rating_millionths,
    is_off_scale,
    excluded_because_unmatched,
    excluded_because_not_held,
    excluded_because_repeated,
    excluded_because_not_employed,
    is_eligible
from {{ ref('int_reviews_placed') }}
