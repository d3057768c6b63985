{{ stage('lms', 'programme_eligibility', key=['source', 'programme_id', 'eligibility_id']) }}

select
    source,
    programme_id,
    eligibility_id,
    source_person_key,
    employee_no_key,
    email_key,
    org_unit_id,
    job_family,
    job_id,
    job_level,
    eligible_from,
    eligible_to,
    {{ provenance() }}
from staged
