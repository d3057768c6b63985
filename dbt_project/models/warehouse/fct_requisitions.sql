select
    requisitions.source,
    requisitions.position_id,
    requisitions.opened_on,
    requisitions.filled_on,
    requisitions.withdrawn_on,
    -- The day that ends the wait: filled, withdrawn, or the end of what is known.
    coalesce(requisitions.filled_on, requisitions.withdrawn_on, requisitions.as_of) as followed_to,
    -- A position of a unit that no list names hangs under the company.
    coalesce(units.org_unit_id, 'company') as org_unit_id,
    requisitions.job_family,
    requisitions.is_critical,
    requisitions.filled_on is not null as is_filled,
    requisitions.filled_by_person_key,
    requisitions.is_internal
from {{ ref('int_requisitions_filled') }} as requisitions
left join {{ ref('dim_org_units') }} as units
    on requisitions.org_unit_id = units.org_unit_id
