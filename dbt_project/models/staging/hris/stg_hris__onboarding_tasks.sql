{{ stage('hris', 'onboarding_tasks', key=['source', 'source_person_key', 'task_id', 'assigned_on']) }}

select
    source,
    source_person_key,
    task_id,
    assigned_on,
    employee_no_key,
    email_key,
    completed_on,
    is_required,
    {{ provenance() }}
from staged
