{{ config(meta={'window': ["'r12'", 'period_end'], 'by_window': {'fct_person_skills': 'measured_on'}}) }}
with people as (

    select distinct period_end, person_key, job_family_before
    from {{ ref('fct_skill_changes') }}
    where was_there_throughout and is_required

),

ends as (

    select distinct period_end, period_end as measured_on, true as is_end from people
    union all
    select distinct period_end, last_day({{ add_months('period_end', -12) }}) as measured_on, false from people

),

roles as (

    select
        ends.period_end, ends.measured_on, ends.is_end, requirements.job_id, roles.job_family, requirements.skill_id, requirements.required_level,
        count(*) over (partition by ends.period_end, ends.measured_on, requirements.job_id) as skill_count
    from ends
    inner join {{ ref('fct_role_requirements') }} as requirements
        on ends.measured_on >= requirements.valid_from
        and ends.measured_on < requirements.valid_to
    inner join {{ ref('dim_roles') }} as roles
        on requirements.job_id = roles.job_id
        and roles.is_held

),

reached as (

    select
        people.period_end,
        people.person_key,
        roles.is_end,
        roles.job_id,
        roles.job_family,
        max(person_skills.evidence_on) as reached_on
    from people
    inner join {{ ref('fct_person_skills') }} as person_skills
        on people.person_key = person_skills.person_key
        and person_skills.is_assessed
    inner join roles
        on people.period_end = roles.period_end
        and person_skills.measured_on = roles.measured_on
        and person_skills.skill_id = roles.skill_id
        and person_skills.level >= roles.required_level
    where people.job_family_before is not null and roles.job_family <> people.job_family_before
    group by people.period_end, people.person_key, roles.is_end, roles.job_id, roles.job_family
    having count(*) >= max(roles.skill_count) * {{ var('reskilled_share') }}

),

families as (

    select
        period_end,
        person_key,
        job_family,
        min(case when is_end then reached_on end) as reached_on,
        max(case when is_end then 1 else 0 end) as is_reached,
        max(case when is_end then 0 else 1 end) as was_reached
    from reached
    group by period_end, person_key, job_family

)

select period_end, person_key, job_family, reached_on
from families
where is_reached = 1 and was_reached = 0
