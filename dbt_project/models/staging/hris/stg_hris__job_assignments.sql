{{ stage('hris', 'job_assignments', key=['source', 'assignment_key', 'valid_from']) }}

select
    source,
    source_person_key,
    assignment_key,
    valid_from,
    valid_to,
    org_unit_id,
    fte,
    manager_person_key,
    {{ provenance() }}
from staged
