with people as (

    select skill_id, count(distinct person_key) as n_people
    from {{ ref('fct_skill_retests') }}
    where is_eligible
    group by skill_id

),

pairs as (

    select skill_id, idle_days, level_above_floor, next_level_above_floor, count(*) as n_pairs
    from {{ ref('fct_skill_retests') }}
    where is_eligible
    group by skill_id, idle_days, level_above_floor, next_level_above_floor

)

select
    skills.skill_id,
    cast(skills.half_life_months as double) as prior_half_life_months,
    skills.half_life_basis as prior_basis,
    cast(pairs.idle_days as integer) as idle_days,
    cast(pairs.level_above_floor as bigint) as level_above_floor,
    cast(pairs.next_level_above_floor as bigint) as next_level_above_floor,
    cast(coalesce(pairs.n_pairs, 0) as bigint) as n_pairs,
    cast(coalesce(people.n_people, 0) as bigint) as n_people
from {{ ref('dim_skills') }} as skills
left join pairs
    on skills.skill_id = pairs.skill_id
left join people
    on skills.skill_id = people.skill_id
where skills.is_required or pairs.skill_id is not null
