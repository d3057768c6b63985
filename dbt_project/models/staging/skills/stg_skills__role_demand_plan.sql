{{ stage('skills', 'role_demand_plan', key=['source', 'job_id', 'org_unit_id', 'horizon_months', 'scenario']) }}

select
    source,
    job_id,
    org_unit_id,
    horizon_months,
    scenario,
    fte_hundredths,
    {{ provenance() }}
from staged
