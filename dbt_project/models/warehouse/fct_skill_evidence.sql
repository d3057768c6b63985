select
    source,
    source_person_key,
    person_key,
    skill_id,
    observed_on,
    method,
    method_rank,
    level,
    floor_level,
    excluded_because_unmatched,
    excluded_because_after_as_of,
    excluded_because_without_level,
    excluded_because_repeated,
    is_eligible
from {{ ref('int_skill_evidence_combined') }}
