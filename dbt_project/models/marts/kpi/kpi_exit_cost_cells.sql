{%- set scenarios = ['low', 'base', 'high'] -%}
with cells as (

    {{ all_cells(['r12']) }}

),

-- All exits of a person in the window stand in the unit of the last one, where the grid counts the person.
leavers as (

    select
        windows.period_type,
        windows.period_end,
        costs.person_key,
        count(*) as exit_count,
        count(costs.base_cents) as known_count,
        {% for scenario in scenarios -%}
        sum(coalesce(costs.{{ scenario }}_cents, 0)) as {{ scenario }}_cents{{ ',' if not loop.last }}
        {% endfor -%}
    from {{ ref('fct_exit_costs') }} as costs
    inner join {{ ref('dim_periods') }} as windows
        on costs.last_day_on between windows.period_start and windows.period_end
        and windows.period_type = 'r12'
    group by windows.period_type, windows.period_end, costs.person_key

),

measured as (

    select
        leavers.period_type,
        leavers.period_end,
        tree.ancestor_id as org_unit_id,
        count(*) as person_count,
        sum(leavers.exit_count) as exit_count,
        sum(leavers.known_count) as known_count,
        {% for scenario in scenarios -%}
        sum(leavers.{{ scenario }}_cents) as {{ scenario }}_cents,
        sum(cast(leavers.{{ scenario }}_cents as decimal(38, 0)) * leavers.{{ scenario }}_cents) as {{ scenario }}_squared,
        sum(cast(leavers.{{ scenario }}_cents as decimal(38, 0)) * leavers.known_count) as {{ scenario }}_by_known,
        {% endfor -%}
        sum(leavers.known_count * leavers.known_count) as known_squared
    from leavers
    inner join {{ ref('fct_grid_positions') }} as positions
        on positions.grid = 'leavers'
        and leavers.period_type = positions.period_type
        and leavers.period_end = positions.period_end
        and leavers.person_key = positions.person_key
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on leavers.period_end = tree.tree_on
        and positions.org_unit_id = tree.org_unit_id
    group by leavers.period_type, leavers.period_end, tree.ancestor_id

)

select
    cells.*,
    {% for column in ['person_count', 'exit_count', 'known_count', 'known_squared'] -%}
    cast(coalesce(measured.{{ column }}, 0) as bigint) as {{ column }},
    {% endfor -%}
    {% for scenario in scenarios -%}
    cast(coalesce(measured.{{ scenario }}_cents, 0) as bigint) as {{ scenario }}_cents,
    cast(coalesce(measured.{{ scenario }}_squared, 0) as decimal(38, 0)) as {{ scenario }}_squared,
    cast(coalesce(measured.{{ scenario }}_by_known, 0) as decimal(38, 0)) as {{ scenario }}_by_known{{ ',' if not loop.last }}
    {% endfor -%}
from cells
left join measured
    on cells.period_type = measured.period_type
    and cells.period_end = measured.period_end
    and cells.org_unit_id = measured.org_unit_id
