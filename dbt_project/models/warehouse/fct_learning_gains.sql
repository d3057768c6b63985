select
    gains.person_key,
    gains.course_id,
    gains.assessment_id,
    gains.pre_on,
    gains.post_on,
    segments.org_unit_id,
    gains.pre_micro,
    gains.post_micro,
    gains.room_micro,
    gains.gain_micro,
    gains.gain_micro is null as excluded_because_nothing_to_gain,
    segments.org_unit_id is null as excluded_because_not_employed,
    gains.gain_micro is not null and segments.org_unit_id is not null as is_eligible
from {{ ref('int_assessments_paired') }} as gains
left join {{ ref('int_employment_segments_cut') }} as segments
    on gains.person_key = segments.person_key
    and gains.post_on >= segments.segment_from
    and gains.post_on < segments.segment_to
