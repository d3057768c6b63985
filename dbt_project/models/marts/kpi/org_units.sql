select
    org_unit_id,
    name,
    parent_org_unit_id,
    level,
    path
from {{ ref('dim_org_units') }}
