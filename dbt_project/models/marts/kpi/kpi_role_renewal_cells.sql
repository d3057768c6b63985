{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_person_role_fits': 'measured_on'}}) }}
with units as (

    {{ all_cells(['quarter']) }}

),

-- Roles are held in units; their renewal is that of the requirements known by the last day of the quarter.
held as (

    select fits.measured_on, tree.ancestor_id as org_unit_id, tree.ancestor_level, fits.job_id, count(*) as holder_count
    from {{ ref('fct_person_role_fits') }} as fits
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on fits.measured_on = tree.tree_on
        and fits.org_unit_id = tree.org_unit_id
    group by fits.measured_on, tree.ancestor_id, tree.ancestor_level, fits.job_id

),

renewed as (

    select
        held.measured_on, held.org_unit_id, held.ancestor_level, roles.job_family, renewals.skill_count, renewals.kept_count, renewals.version_days,
        -- Whoever holds the role counts once, however often it was renewed.
        case when renewals.version_number = 2 then held.holder_count else 0 end as holder_count
    from held
    inner join {{ ref('fct_role_renewals') }} as renewals
        on held.job_id = renewals.job_id
        and renewals.renewed_on <= held.measured_on
    inner join {{ ref('dim_roles') }} as roles
        on held.job_id = roles.job_id

),

sums as (

    select
        measured_on, org_unit_id, 'all' as dimension, 'all' as category,
        count(*) as renewal_count, sum(holder_count) as holder_count, sum(skill_count) as skill_count, sum(kept_count) as kept_count,
        sum(cast(skill_count as bigint) * version_days) as skill_days
    from renewed
    group by measured_on, org_unit_id
    union all
    select measured_on, org_unit_id, 'role_family', job_family, count(*), sum(holder_count), sum(skill_count), sum(kept_count), sum(cast(skill_count as bigint) * version_days)
    from renewed
    where ancestor_level = 0
    group by measured_on, org_unit_id, job_family

),

cells as (

    select * from units
    union all
    select
        units.period_type, units.period_start, units.period_end, units.calendar_days, units.is_complete, units.history_start, units.followed_to,
        units.org_unit_id, sums.dimension, sums.category
    from units
    inner join sums
        on units.period_end = sums.measured_on
        and units.org_unit_id = sums.org_unit_id
        and sums.dimension = 'role_family'

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    cast(coalesce(sums.renewal_count, 0) as bigint) as renewal_count,
    cast(coalesce(sums.holder_count, 0) as bigint) as holder_count,
    cast(coalesce(sums.skill_count, 0) as bigint) as skill_count,
    cast(coalesce(sums.kept_count, 0) as bigint) as kept_count,
    cast(coalesce(sums.skill_days, 0) as bigint) as skill_days
from cells
left join sums
    on cells.period_end = sums.measured_on
    and cells.org_unit_id = sums.org_unit_id
    and cells.dimension = sums.dimension
    and cells.category = sums.category
