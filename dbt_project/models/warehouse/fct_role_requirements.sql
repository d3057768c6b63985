select
    job_id,
    skill_id,
    version_number,
    valid_from,
    valid_to,
    required_level,
    weight,
    is_practised
from {{ ref('int_role_requirements_versioned') }}
