-- What: leavers of a unit are those of its children plus those who left from the unit itself; so are hires, person-days and people.
-- When it matters: always. Readers take parts from wholes, and disclosure control protects a whole by its parts; both fail when they do not
-- add up.
-- What to do: look for a unit with two parents in the tree of that day (brg_org_unit_ancestors), or for people in a unit that the tree
-- lacks.
{%- set sums = ['exit_count', 'hire_count', 'person_days', 'minutes', 'person_count', 'participant_count'] %}
with cells as (

    select * from {{ ref('kpi_employed_cells') }} where dimension = 'all'

),

direct as (

    select
        windows.period_type,
        windows.period_end,
        windows.org_unit_id,
        sum(windows.person_days) as person_days,
        sum(windows.minutes) as minutes,
        sum(case when windows.is_last_unit then 1 else 0 end) as person_count,
        sum(case when windows.is_last_unit and windows.window_record_count > 0 then 1 else 0 end) as participant_count,
        0 as exit_count,
        0 as hire_count
    from {{ ref('fct_person_windows') }} as windows
    group by windows.period_type, windows.period_end, windows.org_unit_id

    union all

    select
        periods.period_type, periods.period_end, spells.left_from_org_unit_id as org_unit_id,
        0 as person_days, 0 as minutes, 0 as person_count, 0 as participant_count, count(*) as exit_count, 0 as hire_count
    from {{ ref('fct_employment_spells') }} as spells
    inner join {{ ref('dim_periods') }} as periods
        on spells.last_day_on between periods.period_start and periods.period_end
        and periods.period_type in ('month', 'quarter', 'year', 'r12')
    where spells.has_left
    group by periods.period_type, periods.period_end, spells.left_from_org_unit_id

    union all

    select
        periods.period_type, periods.period_end, spells.hired_into_org_unit_id as org_unit_id,
        0 as person_days, 0 as minutes, 0 as person_count, 0 as participant_count, 0 as exit_count, count(*) as hire_count
    from {{ ref('fct_employment_spells') }} as spells
    inner join {{ ref('dim_periods') }} as periods
        on spells.started_on between periods.period_start and periods.period_end
        and periods.period_type in ('month', 'quarter', 'year', 'r12')
    group by periods.period_type, periods.period_end, spells.hired_into_org_unit_id

),

children as (

    select
        cells.period_type,
        cells.period_end,
        tree.ancestor_id as org_unit_id,
        {% for column in sums %}cells.{{ column }}{{ ', ' if not loop.last }}{% endfor %}
    from cells
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on cells.period_end = tree.tree_on
        and cells.org_unit_id = tree.org_unit_id
        and tree.distance = 1

),

parts as (

    select
        period_type,
        period_end,
        org_unit_id,
        {% for column in sums %}sum({{ column }}) as {{ column }}{{ ', ' if not loop.last }}{% endfor %}
    from (
        -- Who sits below the deepest level with figures is staff of the unit there.
        select direct.period_type, direct.period_end, tree.ancestor_id as org_unit_id, {{ sums | join(', ') }}
        from direct
        inner join {{ ref('brg_org_unit_ancestors') }} as tree
            on direct.period_end = tree.tree_on
            and direct.org_unit_id = tree.org_unit_id
            and tree.is_seat
        union all
        select period_type, period_end, org_unit_id, {{ sums | join(', ') }} from children
    ) as pieces
    group by period_type, period_end, org_unit_id

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    {% for column in sums -%}
    cells.{{ column }},
    coalesce(parts.{{ column }}, 0) as {{ column }}_of_parts{{ ',' if not loop.last }}
    {% endfor %}
from cells
left join parts
    on cells.period_type = parts.period_type
    and cells.period_end = parts.period_end
    and cells.org_unit_id = parts.org_unit_id
where
    {% for column in sums -%}
    cells.{{ column }} <> coalesce(parts.{{ column }}, 0)
    {{ 'or ' if not loop.last }}
    {%- endfor %}
