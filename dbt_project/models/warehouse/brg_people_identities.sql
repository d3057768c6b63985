select
    source,
    source_person_key,
    person_key,
    match_rule,
    confidence
from {{ ref('int_people_matched') }}
