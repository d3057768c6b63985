{{ stage('hris', 'talent_flags', key=['source', 'source_person_key', 'flagged_on']) }}

select
    source,
    source_person_key,
    flagged_on,
    ended_on,
    {{ provenance() }}
from staged
