select
    costs.source,
    costs.cost_id,
    costs.booked_on,
    costs.programme_id,
    -- What nobody else bears, and what is booked to a unit that no tree has, the company bears.
    coalesce(units.org_unit_id, 'company') as org_unit_id,
    costs.org_unit_id is not null and units.org_unit_id is null as is_unit_unknown,
    costs.kind,
    costs.paid_to,
    costs.amount_cents,
    coalesce(costs.is_estimated, false) as is_estimated,
    coalesce(costs.is_participant_time, false) as is_participant_time
from {{ kept('stg_finance__training_costs') }} as costs
left join {{ ref('dim_org_units') }} as units
    on costs.org_unit_id = units.org_unit_id
