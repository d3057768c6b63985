select
    cases.source,
    cases.absence_key,
    cases.spell_number,
    cases.person_key,
    cases.kind,
    cases.started_on,
    cases.ended_before,
    cast({{ days_between('cases.started_on', 'cases.ended_before') }} as integer) as duration_days,
    cases.has_recovered,
    not cases.is_sickness as excluded_because_not_sickness,
    cases.excluded_because_overlapping,
    cases.began_before_employment as excluded_because_before_employment,
    cases.is_sickness and not cases.excluded_because_overlapping and not cases.began_before_employment as is_eligible,
    cases.is_relapse,
    cases.illness_number,
    cases.counted_until,
    reported.org_unit_id as reported_org_unit_id,
    ended.org_unit_id as ended_org_unit_id
from {{ ref('int_absence_cases_merged') }} as cases
left join {{ ref('int_employment_segments_cut') }} as reported
    on cases.person_key = reported.person_key
    and cases.started_on >= reported.segment_from
    and cases.started_on < reported.segment_to
left join {{ ref('int_employment_segments_cut') }} as ended
    on cases.person_key = ended.person_key
    and {{ add_days('cases.ended_before', -1) }} >= ended.segment_from
    and {{ add_days('cases.ended_before', -1) }} < ended.segment_to
