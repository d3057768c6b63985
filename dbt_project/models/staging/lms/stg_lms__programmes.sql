{{ stage('lms', 'programmes', key=['source', 'programme_id']) }}

select
    source,
    programme_id,
    name,
    programme_type,
    opened_on,
    closed_on,
    {{ provenance() }}
from staged
