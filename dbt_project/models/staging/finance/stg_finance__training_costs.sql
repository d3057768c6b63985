{{ stage('finance', 'training_costs', key=['source', 'cost_id']) }}

select
    source,
    cost_id,
    programme_id,
    org_unit_id,
    kind,
    paid_to,
    amount_cents,
    currency,
    is_estimated,
    is_participant_time,
    booked_on,
    {{ provenance() }}
from staged
