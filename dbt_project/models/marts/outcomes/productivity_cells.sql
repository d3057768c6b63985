with coverage as (

    select covered_to from {{ ref('dim_talent_coverage') }} where process = 'milestones'

),

hired as (

    select
        hires.period_type,
        hires.period_end,
        hires.person_key,
        hires.org_unit_id,
        hires.productive_day,
        hires.exit_day,
        -- Nothing is known after the last delivery that tells about milestones, whoever is still employed.
        least(followed.observed_days, {{ days_between('hires.started_on', 'coverage.covered_to') }} + 1) as seen_days
    from {{ ref('fct_hire_windows') }} as hires
    inner join {{ ref('fct_hires') }} as followed
        on hires.person_key = followed.person_key
        and hires.started_on = followed.started_on
    cross join coverage
    where hires.milestone_count > 0 and hires.period_type in ('quarter', 'r12')

),

ended as (

    select
        period_type,
        period_end,
        person_key,
        org_unit_id,
        case
            when productive_day <= seen_days then productive_day
            when exit_day <= seen_days then exit_day
            else seen_days
        end as end_day,
        case when productive_day <= seen_days then 1 else 0 end as is_event,
        case when productive_day <= seen_days then 0 when exit_day <= seen_days then 1 else 0 end as is_competing
    from hired
    where seen_days >= 1

),

members as (

    {{ cell_members('ended') }}

)

select
    members.period_type,
    members.period_end,
    members.org_unit_id,
    members.dimension,
    members.category,
    cast(members.end_day as integer) as day,
    cast(sum(members.is_event) as bigint) as n_events,
    cast(sum(members.is_competing) as bigint) as n_competing,
    cast(sum(1 - members.is_event - members.is_competing) as bigint) as n_censored
from members
inner join {{ ref('brg_org_unit_ancestors') }} as units
    on members.period_end = units.tree_on
    and members.org_unit_id = units.org_unit_id
    and units.distance = 0
    and units.is_broken_down
where members.dimension in ('all', 'job_family')
group by members.period_type, members.period_end, members.org_unit_id, members.dimension, members.category, members.end_day
