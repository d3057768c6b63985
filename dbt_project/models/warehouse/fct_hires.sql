select
    person_key,
    spell_number,
    started_on,
    org_unit_id,
    job_family,
    observed_days,
    exit_day,
    milestone_count,
    productive_day,
    task_count,
    onboarded_day,
    excluded_because_before_history,
    excluded_because_rehire,
    is_eligible
from {{ ref('int_hires_followed') }}
