select
    outcomes.source,
    outcomes.org_unit_id,
    outcomes.period_start,
    outcomes.period_end,
    outcomes.measure,
    outcomes.unit_of_measure,
    outcomes.outcome_value,
    outcomes.is_higher_better
from {{ kept('stg_finance__business_outcomes') }} as outcomes
inner join {{ ref('dim_org_units') }} as units
    on outcomes.org_unit_id = units.org_unit_id
