with units as (

    {{ scoped_units() }}

)

select distinct
    segments.person_key,
    requirements.certification_id,
    segments.org_unit_id,
    greatest(segments.segment_from, coalesce(requirements.required_from, segments.segment_from)) as required_from,
    least(segments.segment_to, coalesce(requirements.required_to, segments.segment_to)) as required_to
from {{ kept('stg_lms__role_certificate_requirements') }} as requirements
inner join {{ ref('int_employment_segments_cut') }} as segments
    on coalesce(requirements.required_from, segments.segment_from) < segments.segment_to
    and coalesce(requirements.required_to, segments.segment_to) > segments.segment_from
left join units
    on requirements.org_unit_id = units.org_unit_id
    and segments.org_unit_id = units.member_id
where {{ in_scope('requirements', 'segments', 'units') }}
