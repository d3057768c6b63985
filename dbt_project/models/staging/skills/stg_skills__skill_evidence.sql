{{ stage('skills', 'skill_evidence', key=['source', 'source_person_key', 'skill_id', 'observed_on', 'method']) }}

select
    source,
    source_person_key,
    employee_no_key,
    email_key,
    skill_id,
    observed_on,
    method,
    level,
    floor_level,
    {{ provenance() }}
from staged
