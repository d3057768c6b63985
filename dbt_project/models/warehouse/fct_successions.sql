select
    successions.counted_on,
    successions.source,
    successions.position_id,
    coalesce(units.org_unit_id, 'company') as org_unit_id,
    successions.is_critical,
    successions.has_ready_successor
from {{ ref('int_successions_placed') }} as successions
left join {{ ref('dim_org_units') }} as units
    on successions.org_unit_id = units.org_unit_id
