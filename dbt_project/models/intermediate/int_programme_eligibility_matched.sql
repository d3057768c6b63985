with units as (

    {{ scoped_units() }}

),

rules as (

    select
        eligibility.*,
        people.person_key
    from {{ kept('stg_lms__programme_eligibility') }} as eligibility
    left join {{ ref('int_people_matched') }} as people
        on eligibility.source = people.source
        and eligibility.source_person_key = people.source_person_key

),

-- Without any rule a programme is open to everybody employed.
ruled as (

    select distinct programme_id from rules

)

select distinct
    rules.programme_id,
    segments.person_key,
    segments.org_unit_id,
    greatest(segments.segment_from, rules.eligible_from) as eligible_from,
    least(segments.segment_to, coalesce(rules.eligible_to, segments.segment_to)) as eligible_to
from rules
inner join {{ ref('int_employment_segments_cut') }} as segments
    on rules.eligible_from < segments.segment_to
    and coalesce(rules.eligible_to, segments.segment_to) > segments.segment_from
    and (rules.source_person_key is null or rules.person_key = segments.person_key)
left join units
    on rules.org_unit_id = units.org_unit_id
    and segments.org_unit_id = units.member_id
where {{ in_scope('rules', 'segments', 'units') }}

union all

select
    programmes.programme_id,
    segments.person_key,
    segments.org_unit_id,
    greatest(segments.segment_from, coalesce(programmes.opened_on, segments.segment_from)) as eligible_from,
    least(segments.segment_to, coalesce(programmes.closed_on, segments.segment_to)) as eligible_to
from (
    select programme_id, min(opened_on) as opened_on, max(closed_on) as closed_on
    from {{ kept('stg_lms__programmes') }}
    group by programme_id
) as programmes
inner join {{ ref('int_employment_segments_cut') }} as segments
    on coalesce(programmes.opened_on, segments.segment_from) < segments.segment_to
    and coalesce(programmes.closed_on, segments.segment_to) > segments.segment_from
left join ruled
    on programmes.programme_id = ruled.programme_id
where ruled.programme_id is null
