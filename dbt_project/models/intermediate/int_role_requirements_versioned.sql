with stated as (

    select
        *,
        row_number() over (
            partition by job_id, skill_id, valid_from
            order by known_on desc nulls last, source nulls last, file_name nulls last, row_number nulls last
        ) as newest_first
    from {{ kept('stg_skills__role_skill_requirements') }}

),

-- The rows of a role with one first day are a whole version: what the next one does not name is no longer asked.
versions as (

    select
        job_id,
        valid_from,
        cast(row_number() over (partition by job_id order by valid_from nulls last) as integer) as version_number,
        coalesce(lead(valid_from) over (partition by job_id order by valid_from nulls last), {{ far_future() }}) as valid_to
    from (select distinct job_id, valid_from from stated) as days

)

select
    stated.job_id,
    stated.skill_id,
    versions.version_number,
    versions.valid_from,
    versions.valid_to,
    {{ on_common_scale('stated.required_level', 'skills.max_level') }} as required_level,
    cast(coalesce(stated.weight, 1) as decimal(9, 6)) as weight,
    coalesce(stated.is_practised, true) as is_practised
from stated
inner join versions
    on stated.job_id = versions.job_id
    and stated.valid_from = versions.valid_from
inner join {{ ref('int_skills_listed') }} as skills
    on stated.skill_id = skills.skill_id
where stated.newest_first = 1
