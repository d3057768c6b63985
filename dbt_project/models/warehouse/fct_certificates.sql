select
    person_key,
    certification_id,
    valid_from,
    valid_to,
    is_validity_known
from {{ ref('int_certificates_validated') }}
