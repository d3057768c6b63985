{#- One block an outcome: who, when, where, and what of how much. A new ratio over single events is a new block. -#}
select
    'assigned' as outcome,
    enrollments.person_key,
    enrollments.due_on as occurred_on,
    segments.org_unit_id,
    enrollments.course_id,
    cast(case when enrollments.completed_on <= enrollments.due_on then 1 else 0 end as bigint) as numerator,
    cast(1 as bigint) as denominator,
    true as is_known
from {{ ref('fct_enrollments') }} as enrollments
-- Who has left before the day can miss it no more.
inner join {{ ref('fct_employment_segments') }} as segments
    on enrollments.person_key = segments.person_key
    and enrollments.due_on >= segments.segment_from
    and enrollments.due_on < segments.segment_to
where enrollments.is_mandatory and enrollments.due_on is not null and enrollments.exemption is null
    and coalesce(enrollments.cancelled_by <> 'organisation', true)

union all

select
    'enrolled' as outcome,
    person_key,
    enrolled_on as occurred_on,
    org_unit_id,
    course_id,
    cast(case when is_completed_in_time then 1 else 0 end as bigint) as numerator,
    cast(1 as bigint) as denominator,
    true as is_known
from {{ ref('fct_enrollments') }}
where is_eligible

union all

select
    'taken' as outcome,
    person_key,
    occurred_on,
    org_unit_id,
    course_id,
    cast(1 as bigint) as numerator,
    cast(1 as bigint) as denominator,
    true as is_known
from {{ ref('fct_learning_records') }}
where is_eligible

union all

select
    'seated' as outcome,
    person_key,
    session_on as occurred_on,
    org_unit_id,
    course_id,
    cast(case when outcome = 'no_show' then 1 else 0 end as bigint) as numerator,
    cast(1 as bigint) as denominator,
    outcome <> 'unknown' as is_known
from {{ ref('fct_session_seats') }}
where is_eligible

union all

select
    measures.outcome,
    gains.person_key,
    gains.post_on as occurred_on,
    gains.org_unit_id,
    gains.course_id,
    case measures.outcome when 'gain' then gains.gain_micro else gains.post_micro - gains.pre_micro end as numerator,
    case measures.outcome when 'gain_hake' then gains.room_micro else cast(1000000 as bigint) end as denominator,
    true as is_known
from {{ ref('fct_learning_gains') }} as gains
cross join (select 'gain' as outcome union all select 'gain_hake' union all select 'gain_raw') as measures
where gains.is_eligible
