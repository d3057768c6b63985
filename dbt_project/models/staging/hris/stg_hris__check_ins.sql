{{ stage('hris', 'check_ins', key=['source', 'source_person_key', 'held_on']) }}

select
    source,
    source_person_key,
    held_on,
    employee_no_key,
    email_key,
    {{ provenance() }}
from staged
