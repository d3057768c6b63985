{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_enrollments': 'enrolled_on'}}) }}
with cells as (

    {{ all_cells(['month', 'quarter', 'year', 'r12'], by_person=true) }}

),

enrolled as (

    select
        windows.period_type,
        windows.period_end,
        enrollments.org_unit_id,
        enrollments.person_key,
        enrollments.is_completed_in_time
    from {{ ref('fct_enrollments') }} as enrollments
    inner join {{ ref('dim_periods') }} as windows
        on enrollments.enrolled_on between windows.period_start and windows.period_end
        and windows.period_type in ('month', 'quarter', 'year', 'r12')
    where enrollments.is_eligible

),

members as (

    {{ cell_members('enrolled') }}

),

in_subtrees as (

    select
        period_type,
        period_end,
        org_unit_id,
        dimension,
        category,
        person_key,
        count(*) as enrollment_count,
        sum(case when is_completed_in_time then 1 else 0 end) as completed_count
    from members
    group by period_type, period_end, org_unit_id, dimension, category, person_key

),

placed as (

    select period_type, period_end, person_key, org_unit_id from {{ ref('fct_grid_positions') }} where grid = 'enrolled'

),

placed_members as (

    {{ cell_members('placed') }}

),

positions as (

    select
        period_type,
        period_end,
        org_unit_id,
        dimension,
        category,
        count(*) as person_count
    from placed_members
    group by period_type, period_end, org_unit_id, dimension, category

),

measured as (

    select
        period_type,
        period_end,
        org_unit_id,
        dimension,
        category,
        count(*) as present_count,
        sum(enrollment_count) as enrollment_count,
        sum(completed_count) as completed_count,
        sum(completed_count * completed_count) as completed_completed,
        sum(completed_count * enrollment_count) as completed_enrollments,
        sum(enrollment_count * enrollment_count) as enrollments_enrollments
    from in_subtrees
    group by period_type, period_end, org_unit_id, dimension, category

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    -- The last enrolment of the window must have had its follow-up.
    cells.is_complete and {{ is_followed('completions', 'cells') }} as is_complete,
    cast(coalesce(positions.person_count, 0) as bigint) as person_count,
    {%- for column in ['present_count', 'enrollment_count', 'completed_count', 'completed_completed', 'completed_enrollments', 'enrollments_enrollments'] %}
    cast(coalesce(measured.{{ column }}, 0) as bigint) as {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
from cells
left join measured
    on {{ same_cell('cells', 'measured') }}
left join positions
    on {{ same_cell('cells', 'positions') }}
