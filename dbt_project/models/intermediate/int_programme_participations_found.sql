with courses as (

    select * from {{ ref('int_programme_courses_merged') }}

),

enrolled as (

    select
        courses.programme_id,
        enrollments.person_key,
        enrollments.enrolled_on as began_on,
        enrollments.run_id,
        enrollments.cancelled_by is null as is_upheld
    from {{ ref('int_enrollments_followed') }} as enrollments
    inner join courses
        on enrollments.course_id = courses.course_id
    where enrollments.is_eligible and enrollments.exemption is null

),

taken as (

    select
        courses.programme_id,
        records.person_key,
        records.course_id,
        records.occurred_on,
        records.minutes,
        courses.is_required
    from {{ ref('int_learning_records_placed') }} as records
    inner join courses
        on records.course_id = courses.course_id
    where records.is_eligible

),

began as (

    select * from enrolled
    union all
    -- Who was never signed up took part all the same.
    select taken.programme_id, taken.person_key, taken.occurred_on, cast(null as {{ dbt.type_string() }}), true
    from taken
    left join (select distinct programme_id, person_key from enrolled) as known
        on taken.programme_id = known.programme_id
        and taken.person_key = known.person_key
    where known.person_key is null

),

unnamed as (

    select programme_id, person_key, min(began_on) as started_on
    from began
    where run_id is null
    group by programme_id, person_key

),

started as (

    select
        began.programme_id,
        began.person_key,
        coalesce(
            began.run_id,
            concat(
                cast(extract(year from unnamed.started_on) as {{ dbt.type_string() }}), '-Q',
                cast(extract(quarter from unnamed.started_on) as {{ dbt.type_string() }})
            )
        ) as run_id,
        began.run_id is not null as is_run_named,
        began.began_on,
        began.is_upheld
    from began
    left join unnamed
        on began.programme_id = unnamed.programme_id
        and began.person_key = unnamed.person_key

),

participations as (

    select
        programme_id,
        person_key,
        run_id,
        max(case when is_run_named then 1 else 0 end) = 1 as is_run_named,
        min(began_on) as started_on,
        max(case when is_upheld then 1 else 0 end) = 0 as is_cancelled
    from started
    group by programme_id, person_key, run_id

)

select
    programme_id,
    person_key,
    run_id,
    is_run_named,
    started_on,
    -- What is learnt from the next start on belongs to the next run.
    lead(started_on) over (
        partition by programme_id, person_key order by started_on nulls last, run_id nulls last
    ) as next_started_on,
    is_cancelled
from participations
