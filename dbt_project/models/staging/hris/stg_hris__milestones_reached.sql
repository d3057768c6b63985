{{ stage('hris', 'milestones_reached', key=['source', 'source_person_key', 'milestone_id', 'reached_on']) }}

select
    source,
    source_person_key,
    milestone_id,
    reached_on,
    employee_no_key,
    email_key,
    {{ provenance() }}
from staged
