with held as (

    select
        job_id,
        job_title,
        job_family,
        job_level,
        row_number() over (
            partition by job_id
            order by valid_from desc nulls last, known_on desc nulls last, file_name nulls last, row_number nulls last
        ) as newest_first
    from {{ kept('stg_hris__job_assignments') }}
    where job_id is not null

),

requirements as (

    select job_id, max(version_number) as version_count
    from {{ ref('int_role_requirements_versioned') }}
    group by job_id

),

mentioned as (

    select job_id from held
    union
    select job_id from requirements
    union
    select job_id from {{ kept('stg_skills__role_demand_plan') }}

)

select
    mentioned.job_id,
    held.job_title,
    coalesce(held.job_family, 'unknown') as job_family,
    cast(held.job_level as integer) as job_level,
    held.job_id is not null as is_held,
    cast(coalesce(requirements.version_count, 0) as integer) as version_count
from mentioned
left join held
    on mentioned.job_id = held.job_id
    and held.newest_first = 1
left join requirements
    on mentioned.job_id = requirements.job_id
