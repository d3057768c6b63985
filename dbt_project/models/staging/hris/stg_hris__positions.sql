{{ stage('hris', 'positions', key=['source', 'position_id', 'valid_from']) }}

select
    source,
    position_id,
    valid_from,
    valid_to,
    org_unit_id,
    job_id,
    job_title,
    job_family,
    is_critical,
    opened_on,
    filled_on,
    withdrawn_on,
    {{ provenance() }}
from staged
