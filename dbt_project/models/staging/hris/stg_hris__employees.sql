{{ stage('hris', 'employees', key=['source', 'source_person_key']) }}

select
    source,
    source_person_key,
    employee_no_key,
    email_key,
    surname_key,
    birth_year,
    gender,
    {{ provenance() }}
from staged
