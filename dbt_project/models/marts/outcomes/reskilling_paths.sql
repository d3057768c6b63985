with today as (

    select max(period_end) as measured_on from {{ ref('dim_periods') }} where period_type = 'quarter' and is_complete

),

asked as (

    select requirements.job_id, roles.job_title, roles.job_family, roles.job_level, requirements.skill_id, requirements.required_level, requirements.weight
    from {{ ref('fct_role_requirements') }} as requirements
    cross join today
    inner join {{ ref('dim_roles') }} as roles
        on requirements.job_id = roles.job_id
        and roles.is_held
    where today.measured_on >= requirements.valid_from and today.measured_on < requirements.valid_to

),

totals as (

    select job_id, job_title, job_family, job_level, count(*) as skill_count, sum(required_level * weight) as asked_for
    from asked
    group by job_id, job_title, job_family, job_level

),

-- What of the skills of the one role counts in the other; roles without a skill in common have no path.
shared as (

    select
        origins.job_id as from_job_id,
        targets.job_id as to_job_id,
        count(*) as shared_count,
        sum(case when origins.required_level >= targets.required_level then 1 else 0 end) as met_count,
        sum(least(origins.required_level, targets.required_level) * targets.weight) as brought_along
    from asked as origins
    inner join asked as targets
        on origins.skill_id = targets.skill_id
    inner join totals as origin_roles
        on origins.job_id = origin_roles.job_id
    inner join totals as target_roles
        on targets.job_id = target_roles.job_id
    where origin_roles.job_family <> target_roles.job_family
    group by origins.job_id, targets.job_id

),

ranked as (

    select
        shared.*,
        targets.job_title as to_job_title,
        targets.job_family as to_job_family,
        targets.skill_count,
        {{ rounded('1000000 * (1 - ' ~ ratio('shared.brought_along', 'targets.asked_for') ~ ')') }} as distance,
        row_number() over (
            partition by shared.from_job_id
            order by
                {{ rounded('1000000 * (1 - ' ~ ratio('shared.brought_along', 'targets.asked_for') ~ ')') }} nulls last, shared.to_job_id nulls last
        ) as nearest_first
    from shared
    inner join totals as targets
        on shared.to_job_id = targets.job_id

)

select
    ranked.from_job_id,
    ranked.to_job_id,
    origins.job_title as from_job_title,
    origins.job_family as from_job_family,
    ranked.to_job_title,
    ranked.to_job_family,
    cast(ranked.nearest_first as integer) as path_rank,
    ranked.distance / cast(1000000 as double) as distance,
    cast(ranked.shared_count as integer) as shared_skills,
    cast(ranked.met_count as integer) as met_skills,
    cast(ranked.skill_count - ranked.met_count as integer) as skills_to_learn
from ranked
inner join totals as origins
    on ranked.from_job_id = origins.job_id
where ranked.nearest_first <= {{ var('reskilling_paths_per_role') }}
