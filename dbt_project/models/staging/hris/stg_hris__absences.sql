{{ stage('hris', 'absences', key=['source', 'absence_key', 'valid_from']) }}

select
    source,
    source_person_key,
    absence_key,
    valid_from,
    valid_to,
    kind,
    absence_percent,
    reported_on,
    recovered_on,
    {{ provenance() }}
from staged
