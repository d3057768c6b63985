with days as (

    select period_end as measured_on from {{ ref('dim_periods') }} where period_type = 'quarter' and followed_to is not null
    union
    select as_of as measured_on from {{ ref('stg_landing__companies') }}

),

needed as (

    select days.measured_on, segments.org_unit_id, segments.job_id, segments.fte as filled_fte, cast(0 as decimal(9, 6)) as vacant_fte
    from days
    inner join {{ ref('fct_employment_segments') }} as segments
        on days.measured_on >= segments.segment_from
        and days.measured_on < segments.segment_to
    where segments.job_id is not null
    union all
    -- A requisition does not say its hours: an open position counts as one.
    select days.measured_on, positions.org_unit_id, positions.job_id, cast(0 as decimal(9, 6)), cast(1 as decimal(9, 6))
    from days
    inner join {{ kept('stg_hris__positions') }} as positions
        on days.measured_on >= positions.valid_from
        and days.measured_on < coalesce(positions.valid_to, {{ far_future() }})
        and days.measured_on >= positions.opened_on
        and days.measured_on < coalesce(positions.filled_on, positions.withdrawn_on, {{ far_future() }})
    where positions.job_id is not null

),

now as (

    select measured_on, org_unit_id, job_id, coalesce(sum(filled_fte), 0) as filled_fte, sum(vacant_fte) as vacant_fte
    from needed
    group by measured_on, org_unit_id, job_id

),

plan as (

    select
        *,
        row_number() over (
            partition by job_id, org_unit_id, horizon_months, scenario
            order by known_on desc nulls last, source nulls last, file_name nulls last, row_number nulls last
        ) as newest_first
    from {{ kept('stg_skills__role_demand_plan') }}

),

outlooks as (

    select distinct horizon_months, scenario from plan

),

planned_roles as (

    select distinct job_id, horizon_months from plan

),

newest as (

    select max(measured_on) as measured_on from days

)

select
    measured_on,
    cast(0 as integer) as horizon_months,
    'base' as scenario,
    org_unit_id,
    job_id,
    cast(filled_fte as decimal(18, 6)) as filled_fte,
    cast(filled_fte + vacant_fte as decimal(18, 6)) as fte
from now

union all

select
    newest.measured_on,
    plan.horizon_months,
    plan.scenario,
    plan.org_unit_id,
    plan.job_id,
    cast(null as decimal(18, 6)) as filled_fte,
    cast(cast(plan.fte_hundredths as decimal(18, 6)) / 100 as decimal(18, 6)) as fte
from plan
cross join newest
where plan.newest_first = 1

union all

-- A role that the plan is silent about stays as it is.
select
    now.measured_on,
    outlooks.horizon_months,
    outlooks.scenario,
    now.org_unit_id,
    now.job_id,
    cast(null as decimal(18, 6)) as filled_fte,
    cast(now.filled_fte + now.vacant_fte as decimal(18, 6)) as fte
from now
inner join newest
    on now.measured_on = newest.measured_on
cross join outlooks
left join planned_roles
    on now.job_id = planned_roles.job_id
    and outlooks.horizon_months = planned_roles.horizon_months
where planned_roles.job_id is null
