with versions as (

    select distinct job_id, version_number, valid_from from {{ ref('fct_role_requirements') }}

),

sizes as (

    select job_id, version_number, count(*) as skill_count
    from {{ ref('fct_role_requirements') }}
    group by job_id, version_number

),

kept as (

    select earlier.job_id, earlier.version_number, count(*) as kept_count
    from {{ ref('fct_role_requirements') }} as earlier
    inner join {{ ref('fct_role_requirements') }} as later
        on earlier.job_id = later.job_id
        and earlier.version_number + 1 = later.version_number
        and earlier.skill_id = later.skill_id
    group by earlier.job_id, earlier.version_number

)

select
    versions.job_id,
    cast(versions.version_number + 1 as integer) as version_number,
    later.valid_from as renewed_on,
    cast({{ days_between('versions.valid_from', 'later.valid_from') }} as integer) as version_days,
    cast(sizes.skill_count as integer) as skill_count,
    cast(coalesce(kept.kept_count, 0) as integer) as kept_count
from versions
inner join versions as later
    on versions.job_id = later.job_id
    and versions.version_number + 1 = later.version_number
inner join sizes
    on versions.job_id = sizes.job_id
    and versions.version_number = sizes.version_number
left join kept
    on versions.job_id = kept.job_id
    and versions.version_number = kept.version_number
