with listed as (

    select
        *,
        row_number() over (
            partition by skill_id
            order by known_on desc nulls last, source nulls last, file_name nulls last, row_number nulls last
        ) as newest_first
    from {{ kept('stg_skills__skills') }}

),

-- What only evidence, a requirement or a course speaks of is a skill too.
mentioned as (

    select skill_id from listed
    union
    select skill_id from {{ kept('stg_skills__role_skill_requirements') }}
    union
    select skill_id from {{ kept('stg_skills__skill_evidence') }}
    union
    select skill_id from {{ kept('stg_lms__course_skills') }}

)

select
    mentioned.skill_id,
    coalesce(listed.name, mentioned.skill_id) as name,
    coalesce(listed.taxonomy, 'other') as taxonomy,
    cast(coalesce(listed.max_level, {{ var('default_max_level') }}) as decimal(9, 6)) as max_level,
    coalesce(listed.decay_class, 'mixed') as decay_class,
    cast(
        coalesce(
            listed.half_life_months,
            case listed.decay_class
                when 'accuracy' then {{ var('half_life_accuracy_months') }}
                when 'speed' then {{ var('half_life_speed_months') }}
                else {{ var('half_life_mixed_months') }}
            end
        ) as decimal(9, 6)
    ) as half_life_months,
    case when listed.half_life_months is null then 'prior' else 'stated' end as half_life_basis,
    coalesce(listed.is_critical, false) as is_critical,
    listed.skill_id is not null as is_listed
from mentioned
left join listed
    on mentioned.skill_id = listed.skill_id
    and listed.newest_first = 1
