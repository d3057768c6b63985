select
    programme_id,
    person_key,
    org_unit_id,
    eligible_from,
    eligible_to
from {{ ref('int_programme_eligibility_matched') }}
