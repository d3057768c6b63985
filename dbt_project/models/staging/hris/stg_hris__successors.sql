{{ stage('hris', 'successors', key=['source', 'position_id', 'source_person_key', 'nominated_on']) }}

select
    source,
    position_id,
    source_person_key,
    nominated_on,
    ended_on,
    readiness,
    {{ provenance() }}
from staged
