with enrollments as (

    select
        enrollments.source,
        enrollments.source_person_key,
        enrollments.course_id,
        enrollments.enrolled_at,
        enrollments.person_key,
        enrollments.org_unit_id,
        enrollments.enrolled_on,
        enrollments.completed_on,
        -- A withdrawal dated before the enrolment ends it on its day; greatest() alone would make one of no withdrawal at all.
        case when enrollments.cancelled_on is not null then greatest(enrollments.cancelled_on, enrollments.enrolled_on) end as withdrawn_on,
        case when spells.has_left then spells.last_day_on end as left_on,
        company.as_of
    from {{ ref('fct_enrollments') }} as enrollments
    inner join {{ ref('fct_employment_spells') }} as spells
        on enrollments.person_key = spells.person_key
        and enrollments.enrolled_on >= spells.started_on
        and (spells.last_day_on is null or not spells.has_left or enrollments.enrolled_on <= spells.last_day_on)
    cross join {{ ref('stg_landing__companies') }} as company
    -- A withdrawal of an unknown day cannot be put in the order of events.
    where enrollments.org_unit_id is not null and enrollments.exemption is null
        and (enrollments.cancelled_by is null or enrollments.cancelled_on is not null)

),

ended as (

    select
        enrollments.*,
        least(
            coalesce(completed_on, {{ far_future() }}), coalesce(withdrawn_on, {{ far_future() }}),
            coalesce(left_on, {{ far_future() }}), as_of
        ) as ended_on
    from enrollments

)

select
    source,
    source_person_key,
    course_id,
    enrolled_at,
    person_key,
    org_unit_id,
    enrolled_on,
    cast({{ days_between('enrolled_on', 'ended_on') }} as integer) as days,
    -- On one day a completion comes before what competes with it, and that before the end of what is known.
    case
        when completed_on = ended_on then 'completed'
        when withdrawn_on = ended_on then 'withdrawn'
        when left_on = ended_on then 'left'
        else 'open'
    end as fate
from ended
