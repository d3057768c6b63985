select
    person_key,
    certification_id,
    org_unit_id,
    required_from,
    required_to
from {{ ref('int_certificates_required') }}
