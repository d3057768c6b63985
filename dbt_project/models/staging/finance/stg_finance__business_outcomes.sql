{{ stage('finance', 'business_outcomes', key=['source', 'org_unit_id', 'period_start', 'period_end', 'measure']) }}

select
    source,
    org_unit_id,
    period_start,
    period_end,
    measure,
    unit_of_measure,
    outcome_value,
    is_higher_better,
    {{ provenance() }}
from staged
