select
    tree_on,
    org_unit_id,
    ancestor_id,
    child_id,
    cast(distance as integer) as distance
from {{ ref('int_org_units_rolled_up') }}
