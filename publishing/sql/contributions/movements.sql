-- Who came and who left in a window, in the unit of that day, and why.
with moves as (
    select
        person_key, started_on as moved_on, hired_into_org_unit_id as org_unit_id,
        1 as hire, cast(is_rehire as integer) as rehire, 0 as exit, 0 as talent_exit, '' as exit_class
    from warehouse.warehouse.fct_employment_spells
    union all
    select
        person_key, last_day_on, left_from_org_unit_id, 0, 0, 1, cast(was_key_talent_at_exit and exit_class = 'voluntary' as integer), exit_class
    from warehouse.warehouse.fct_employment_spells
    where has_left
)

select
    windows.period_type, windows.period_end, moves.person_key, moves.org_unit_id,
    sum(hire) as hire,
    sum(rehire) as rehire,
    sum(exit) as exit,
    sum(talent_exit) as talent_exit,
    count(*) filter (exit_class = 'voluntary') as exit_voluntary,
    count(*) filter (exit_class = 'involuntary') as exit_involuntary,
    count(*) filter (exit_class = 'retirement') as exit_retirement,
    count(*) filter (exit_class = 'other') as exit_other,
    count(*) filter (exit_class = 'unknown') as exit_unknown
from moves
inner join warehouse.warehouse.dim_periods as windows
    on moves.moved_on between windows.period_start and windows.period_end
    and windows.period_type in ('month', 'quarter', 'year', 'r12')
where moves.org_unit_id is not null
group by windows.period_type, windows.period_end, moves.person_key, moves.org_unit_id
