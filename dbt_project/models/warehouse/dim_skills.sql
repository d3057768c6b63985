with asked as (

    select skill_id, min(required_level) as lowest_required_level
    from {{ ref('int_role_requirements_versioned') }}
    where valid_to = {{ far_future() }}
    group by skill_id

),

ever_asked as (

    select distinct skill_id from {{ ref('int_role_requirements_versioned') }}

)

select
    skills.skill_id,
    skills.name,
    skills.taxonomy,
    skills.max_level,
    skills.decay_class,
    skills.half_life_months,
    skills.half_life_basis,
    skills.is_critical,
    skills.is_listed,
    ever_asked.skill_id is not null as is_required,
    asked.lowest_required_level
from {{ ref('int_skills_listed') }} as skills
left join ever_asked
    on skills.skill_id = ever_asked.skill_id
left join asked
    on skills.skill_id = asked.skill_id
