-- Time at risk of a move in a window: from the later of its first day and the start of the role, to the move or the end of either.
with at_risk as (

    select
        windows.period_type,
        windows.period_end,
        roles.person_key,
        roles.role_from,
        roles.has_moved and roles.role_to <= windows.period_end as has_moved,
        {{ days_between('roles.role_from', 'greatest(roles.role_from, windows.period_start, roles.history_start)') }} as entry_days,
        {{ days_between('roles.role_from', 'least(roles.role_to, ' ~ add_days('windows.period_end', 1) ~ ')') }} as time_days,
        {{ add_days('least(roles.role_to, ' ~ add_days('windows.period_end', 1) ~ ')', -1) }} as last_day_on
    from {{ ref('fct_role_spells') }} as roles
    inner join {{ ref('dim_periods') }} as windows
        on roles.role_from <= windows.period_end
        and roles.role_to > greatest(windows.period_start, roles.history_start)
        and windows.period_type = 'year'

)

select
    at_risk.period_type,
    at_risk.period_end,
    at_risk.person_key,
    at_risk.role_from,
    segments.org_unit_id,
    cast(at_risk.entry_days as integer) as entry_days,
    cast(at_risk.time_days as integer) as time_days,
    at_risk.has_moved
from at_risk
-- The unit is that of the last day at risk: where the move starts from.
inner join {{ ref('fct_employment_segments') }} as segments
    on at_risk.person_key = segments.person_key
    and at_risk.last_day_on >= segments.segment_from
    and at_risk.last_day_on < segments.segment_to
