{{ stage('lms', 'learning_time_budgets', key=['source', 'budget_id']) }}

select
    source,
    budget_id,
    source_person_key,
    employee_no_key,
    email_key,
    org_unit_id,
    job_family,
    job_id,
    job_level,
    budgeted_from,
    budgeted_to,
    minutes,
    {{ provenance() }}
from staged
