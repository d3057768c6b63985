{%- set met = millionths(var('meets_target_tolerance')) -%}
{%- set later_days = '(' ~ var('forecast_horizon_months') ~ ' * cast(30.4375 as double))' -%}
with today as (

    select max(measured_on) as measured_on from {{ ref('fct_person_skills') }}

),

present as (

    select
        today.measured_on,
        segments.person_key,
        segments.org_unit_id,
        segments.fte,
        cast(floor({{ days_between('segments.service_started_on', 'today.measured_on') }} / cast(30.4375 as double)) as integer) as tenure_month,
        segments.service_started_on > {{ add_months('today.measured_on', '-' ~ var('forecast_horizon_months')) }} as is_recent_hire
    from today
    inner join {{ ref('fct_employment_segments') }} as segments
        on today.measured_on >= segments.segment_from
        and today.measured_on < segments.segment_to

),

-- What people are signed up for and have not finished: the learning that is planned.
planned as (

    select enrollments.person_key, taught.skill_id, max({{ on_common_scale('taught.level_reached', 'skills.max_level') }}) as planned_level
    from {{ ref('fct_enrollments') }} as enrollments
    cross join today
    inner join {{ kept('stg_lms__course_skills') }} as taught
        on enrollments.course_id = taught.course_id
    inner join {{ ref('dim_skills') }} as skills
        on taught.skill_id = skills.skill_id
    where
        enrollments.person_key is not null
        and enrollments.completed_on is null
        and enrollments.cancelled_by is null
        and enrollments.enrolled_on <= today.measured_on
        and enrollments.enrolled_on > {{ add_months('today.measured_on', -12) }}
    group by enrollments.person_key, taught.skill_id

),

known as (

    select person_skills.*
    from {{ ref('fct_person_skills') }} as person_skills
    inner join today
        on person_skills.measured_on = today.measured_on

),

people as (

    select
        present.measured_on,
        present.person_key,
        present.org_unit_id,
        present.fte,
        present.tenure_month,
        present.is_recent_hire,
        skills.skill_id,
        coalesce(known.is_assessed, false) as is_assessed,
        coalesce(known.required_level, skills.lowest_required_level) as target_level,
        known.decayed_level,
        -- In a role that keeps it in use a skill does not fade; elsewhere it lies idle until the horizon.
        case
            when known.is_required then known.decayed_level
            else {{ decayed_level('known.level', 'known.floor_level', '(known.idle_days + ' ~ later_days ~ ')', 'skills.half_life_months') }}
        end as later_level,
        planned.planned_level
    from present
    cross join {{ ref('dim_skills') }} as skills
    left join known
        on present.person_key = known.person_key
        and skills.skill_id = known.skill_id
    left join planned
        on present.person_key = planned.person_key
        and skills.skill_id = planned.skill_id
    where
        skills.is_required
        and (known.skill_id is not null or planned.skill_id is not null)

)

select
    people.measured_on,
    people.person_key,
    people.skill_id,
    people.org_unit_id,
    people.fte,
    people.is_assessed,
    people.is_recent_hire,
    coalesce(people.decayed_level >= people.target_level - {{ met }}, false) as is_met_now,
    coalesce(people.later_level >= people.target_level - {{ met }}, false) as is_met_later,
    coalesce(people.later_level >= people.target_level - {{ met }} or people.planned_level >= people.target_level - {{ met }}, false)
        as is_met_later_with_training,
    chances.stay_chance,
    chances.stay_chance_retained
from people
inner join {{ ref('fct_stay_chances') }} as chances
    on people.tenure_month = chances.tenure_month
