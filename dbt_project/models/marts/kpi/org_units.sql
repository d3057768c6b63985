select
    org_unit_id,
    name,
    parent_org_unit_id,
    level,
    path
from {{ ref('dim_org_units') }}
where org_unit_id in (select org_unit_id from {{ ref('brg_org_unit_ancestors') }} where distance = 0)
