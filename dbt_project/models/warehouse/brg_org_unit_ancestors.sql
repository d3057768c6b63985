select
    tree_on,
    org_unit_id,
    ancestor_id,
    child_id,
    cast(distance as integer) as distance,
    -- The company is the topmost ancestor of every unit.
    cast(max(distance) over (partition by tree_on, org_unit_id) - distance as integer) as ancestor_level
from {{ ref('int_org_units_rolled_up') }}
