{{ stage('skills', 'role_skill_requirements', key=['source', 'job_id', 'skill_id', 'valid_from']) }}

select
    source,
    job_id,
    skill_id,
    valid_from,
    required_level,
    weight,
    is_practised,
    {{ provenance() }}
from staged
