{{ stage('hris', 'job_assignments', key=['source', 'assignment_key', 'valid_from']) }}

select
    source,
    source_person_key,
    assignment_key,
    valid_from,
    valid_to,
    org_unit_id,
    -- RULE-11: contract hours over full-time hours, where the source gives hours and no factor.
    coalesce(fte, cast(weekly_hours / nullif(full_time_hours, 0) as decimal(9, 6))) as fte,
    manager_person_key,
    job_id,
    job_title,
    job_family,
    job_level,
    location,
    contract_type,
    position_id,
    weekly_hours,
    full_time_hours,
    move_reason,
    {{ provenance() }}
from staged
