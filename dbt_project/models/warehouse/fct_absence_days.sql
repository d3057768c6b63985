select
    days.person_key,
    greatest(days.absent_from, segments.segment_from) as absent_from,
    least(days.absent_to, segments.segment_to) as absent_to,
    segments.org_unit_id,
    segments.fte,
    days.absence_percent,
    days.case_started_on,
    days.case_ended_before,
    days.excluded_because_maternity,
    days.excluded_because_too_long,
    days.is_eligible,
    days.case_count
from {{ ref('int_absence_days_decided') }} as days
-- FTE and unit are those of the day: a case is cut where either changes.
inner join {{ ref('int_employment_segments_cut') }} as segments
    on days.person_key = segments.person_key
    and days.absent_from < segments.segment_to
    and days.absent_to > segments.segment_from
