{{ stage('hris', 'org_units', key=['source', 'org_unit_id', 'valid_from']) }}

select
    source,
    org_unit_id,
    valid_from,
    valid_to,
    name,
    parent_org_unit_id,
    name_surname_key,
    {{ provenance() }}
from staged
