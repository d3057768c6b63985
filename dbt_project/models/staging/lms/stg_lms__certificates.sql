{{ stage('lms', 'certificates', key=['source', 'certification_id', 'source_person_key', 'issued_on']) }}

select
    source,
    certification_id,
    source_person_key,
    employee_no_key,
    email_key,
    issued_on,
    expires_on,
    revoked_on,
    {{ provenance() }}
from staged
