{{ stage('hris', 'development_plans', key=['source', 'plan_key']) }}

select
    source,
    plan_key,
    source_person_key,
    employee_no_key,
    email_key,
    approved_on,
    updated_on,
    ended_on,
    {{ provenance() }}
from staged
