{{ stage('hris', 'role_milestones', key=['source', 'milestone_id']) }}

select
    source,
    milestone_id,
    name,
    job_id,
    job_family,
    valid_from,
    valid_to,
    {{ provenance() }}
from staged
