{{ stage('plan', 'initiatives', key=['source', 'initiative_id', 'metric_id', 'org_unit_id']) }}

select
    source,
    initiative_id,
    name,
    programme_id,
    phase,
    is_quick_win,
    started_on,
    due_on,
    owner_role,
    metric_id,
    org_unit_id,
    baseline_value,
    target_value,
    {{ provenance() }}
from staged
