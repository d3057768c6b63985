{{ stage('lms', 'role_certificate_requirements', key=['source', 'requirement_id']) }}

select
    source,
    requirement_id,
    certification_id,
    org_unit_id,
    job_family,
    job_id,
    job_level,
    required_from,
    required_to,
    validity_months,
    never_expires,
    {{ provenance() }}
from staged
