select
    source,
    source_person_key,
    valid_from,
    valid_to,
    person_key,
    match_rule,
    confidence
from {{ ref('int_identities_versioned') }}
