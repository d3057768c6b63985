select
    segments.person_key,
    requirements.skill_id,
    greatest(segments.segment_from, requirements.valid_from) as used_from,
    least(segments.segment_to, requirements.valid_to) as used_to
from {{ ref('int_employment_segments_cut') }} as segments
inner join {{ ref('int_role_requirements_versioned') }} as requirements
    on segments.job_id = requirements.job_id
    and segments.segment_from < requirements.valid_to
    and segments.segment_to > requirements.valid_from
where requirements.is_practised
