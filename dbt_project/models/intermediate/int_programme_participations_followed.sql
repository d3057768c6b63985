with courses as (

    select * from {{ ref('int_programme_courses_merged') }}

),

required as (

    select programme_id, sum(case when is_required then 1 else 0 end) as required_count
    from courses
    group by programme_id

),

learnt as (

    select
        participations.programme_id,
        participations.person_key,
        participations.run_id,
        records.course_id,
        courses.is_required,
        min(records.occurred_on) as first_on,
        max(records.occurred_on) as last_on,
        count(*) as record_count,
        count(records.minutes) as timed_record_count,
        sum(records.minutes) as minutes
    from {{ ref('int_programme_participations_found') }} as participations
    inner join courses
        on participations.programme_id = courses.programme_id
    inner join {{ ref('int_learning_records_placed') }} as records
        on participations.person_key = records.person_key
        and courses.course_id = records.course_id
        and records.is_eligible
        and records.occurred_on >= participations.started_on
        and (participations.next_started_on is null or records.occurred_on < participations.next_started_on)
    group by participations.programme_id, participations.person_key, participations.run_id, records.course_id, courses.is_required

),

followed as (

    select
        programme_id,
        person_key,
        run_id,
        min(first_on) as first_learnt_on,
        max(last_on) as last_learnt_on,
        sum(case when is_required then 1 else 0 end) as required_done_count,
        max(case when is_required then first_on end) as last_required_on,
        sum(record_count) as record_count,
        sum(timed_record_count) as timed_record_count,
        sum(minutes) as minutes
    from learnt
    group by programme_id, person_key, run_id

)

select
    participations.programme_id,
    participations.run_id,
    participations.person_key,
    participations.is_run_named,
    participations.started_on,
    participations.is_cancelled,
    segments.org_unit_id,
    followed.first_learnt_on,
    followed.last_learnt_on,
    -- A programme that requires no course in particular is done with the first.
    case
        when required.required_count = 0 then followed.first_learnt_on
        when followed.required_done_count = required.required_count then followed.last_required_on
    end as completed_on,
    coalesce(followed.record_count, 0) as record_count,
    coalesce(followed.timed_record_count, 0) as timed_record_count,
    coalesce(followed.minutes, 0) as minutes
from {{ ref('int_programme_participations_found') }} as participations
inner join required
    on participations.programme_id = required.programme_id
left join {{ ref('int_employment_segments_cut') }} as segments
    on participations.person_key = segments.person_key
    and participations.started_on >= segments.segment_from
    and participations.started_on < segments.segment_to
left join followed
    on participations.programme_id = followed.programme_id
    and participations.person_key = followed.person_key
    and participations.run_id = followed.run_id
