select
    segments.person_key,
    segments.segment_from,
    segments.segment_to,
    segments.spell_number,
    spells.started_on as service_started_on,
    segments.org_unit_id,
    segments.is_unit_carried,
    segments.is_manager,
    segments.fte,
    segments.assignment_count,
    segments.fte_known_count,
    segments.manager_key,
    segments.job_id,
    segments.job_title,
    segments.job_family,
    segments.job_level,
    segments.location,
    segments.contract_type,
    segments.position_id
from {{ ref('int_employment_segments_cut') }} as segments
inner join {{ ref('int_employment_spells_bridged') }} as spells
    on segments.person_key = spells.person_key
    and segments.spell_number = spells.spell_number
