{#- Curves are drawn at the upper levels only: further down they rest on a handful of people, and there are a great many of them. -#}
{%- set keys = 'metric_id, period_type, period_end, org_unit_id, dimension, category' -%}
with requisitions as (

    select
        windows.period_type,
        windows.period_end,
        requisitions.org_unit_id,
        requisitions.source,
        requisitions.position_id,
        requisitions.opened_on,
        {{ days_between('requisitions.opened_on', 'least(requisitions.followed_to, windows.period_end)') }} as time_days,
        requisitions.is_filled and requisitions.filled_on <= windows.period_end as is_event
    from {{ ref('fct_requisitions') }} as requisitions
    inner join {{ ref('dim_periods') }} as windows
        on requisitions.opened_on between windows.period_start and windows.period_end
        and windows.period_type in ('year', 'r12')

),

role_members as (

    {{ cell_members(ref('fct_role_windows')) }}

),

observed as (

    select
        'time_to_fill_median_days' as metric_id,
        requisitions.period_type,
        requisitions.period_end,
        tree.ancestor_id as org_unit_id,
        'all' as dimension,
        'all' as category,
        -- Filled on the day it was opened: half a day cannot be told, so that day counts as the first.
        0 as entry_days,
        greatest(requisitions.time_days, 1) as time_days,
        requisitions.is_event
    from requisitions
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on requisitions.period_end = tree.tree_on
        and requisitions.org_unit_id = tree.org_unit_id
        and tree.is_broken_down

    union all

    select
        'time_in_role_median_months',
        members.period_type,
        members.period_end,
        members.org_unit_id,
        members.dimension,
        members.category,
        members.entry_days,
        members.time_days,
        members.has_moved
    from role_members as members
    inner join {{ ref('brg_org_unit_ancestors') }} as units
        on members.period_end = units.tree_on
        and members.org_unit_id = units.org_unit_id
        and units.distance = 0
        and units.is_broken_down
    where members.dimension in ('all', 'job_family') and members.time_days > members.entry_days

),

events as (

    select {{ keys }}, entry_days as elapsed_days, 1 as n_entered, 0 as n_exits, 0 as n_censored from observed
    union all
    select {{ keys }}, time_days, 0, case when is_event then 1 else 0 end, case when is_event then 0 else 1 end from observed

)

select
    {{ keys }},
    cast(elapsed_days as integer) as elapsed_days,
    cast(sum(n_entered) as bigint) as n_entered,
    cast(sum(n_exits) as bigint) as n_exits,
    cast(sum(n_censored) as bigint) as n_censored
from events
group by {{ keys }}, elapsed_days
