-- What: the company's cell of every talent figure counts as many people as the grid that it is planned by has positions.
-- When it matters: always. A grid with more people than the figure lets a smaller group through than disclosure control believes.
-- What to do: compare the condition of the grid in fct_talent_positions with that of the cells.
{%- set counted = {
    'hires': ['kpi_hire_cells', 'person_count'],
    'hires_in_roles': ['kpi_hire_cells', 'role_count'],
    'hires_with_tasks': ['kpi_hire_cells', 'tasked_count'],
    'goal_owners': ['kpi_goal_cells', 'person_count'],
    'reviewed': ['kpi_review_cells', 'person_count'],
    'reviewed_with_goals': ['kpi_review_cells', 'goal_known_person_count'],
    'rated': ['kpi_review_cells', 'rated_person_count'],
    'employed_at_end': ['kpi_review_coverage_cells', 'person_count'],
    'settled': ['kpi_plan_cells', 'settled_count'],
    'employed_throughout': ['kpi_check_in_cells', 'person_count'],
} %}
with counts as (

    {% for grid, (cells, column) in counted.items() -%}
    select '{{ grid }}' as grid, period_type, period_end, {{ column }} as person_count
    from {{ ref(cells) }}
    where org_unit_id = 'company' and dimension = 'all'
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

positions as (

    select grid, period_type, period_end, count(*) as position_count
    from {{ ref('fct_talent_positions') }}
    group by grid, period_type, period_end

)

select counts.*, coalesce(positions.position_count, 0) as position_count
from counts
inner join {{ ref('dim_periods') }} as periods
    on counts.period_type = periods.period_type
    and counts.period_end = periods.period_end
left join positions
    on counts.grid = positions.grid
    and counts.period_type = positions.period_type
    and counts.period_end = positions.period_end
where
    counts.person_count <> coalesce(positions.position_count, 0)
    and (periods.has_dimensions or counts.grid not in ('employed_at_end', 'settled'))
