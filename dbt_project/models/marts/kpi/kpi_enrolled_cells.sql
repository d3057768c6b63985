with cells as (

    {{ all_cells(['month', 'quarter', 'year', 'r12']) }}

),

in_subtrees as (

    select
        windows.period_type,
        windows.period_end,
        tree.ancestor_id as org_unit_id,
        enrollments.person_key,
        count(*) as enrollment_count,
        sum(case when enrollments.is_completed_in_time then 1 else 0 end) as completed_count
    from {{ ref('fct_enrollments') }} as enrollments
    inner join {{ ref('dim_periods') }} as windows
        on enrollments.enrolled_on between windows.period_start and windows.period_end
        and windows.period_type in ('month', 'quarter', 'year', 'r12')
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on windows.period_end = tree.tree_on
        and enrollments.org_unit_id = tree.org_unit_id
    where enrollments.is_eligible
    group by windows.period_type, windows.period_end, tree.ancestor_id, enrollments.person_key

),

positions as (

    select
        positions.period_type,
        positions.period_end,
        tree.ancestor_id as org_unit_id,
        count(*) as person_count
    from {{ ref('fct_grid_positions') }} as positions
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on positions.period_end = tree.tree_on
        and positions.org_unit_id = tree.org_unit_id
    where positions.grid = 'enrolled'
    group by positions.period_type, positions.period_end, tree.ancestor_id

),

measured as (

    select
        period_type,
        period_end,
        org_unit_id,
        count(*) as present_count,
        sum(enrollment_count) as enrollment_count,
        sum(completed_count) as completed_count,
        sum(completed_count * completed_count) as completed_completed,
        sum(completed_count * enrollment_count) as completed_enrollments,
        sum(enrollment_count * enrollment_count) as enrollments_enrollments
    from in_subtrees
    group by period_type, period_end, org_unit_id

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.period_start,
    -- The last enrolment of the window must have had its follow-up.
    cells.is_complete and {{ add_days('cells.period_end', var('completion_follow_up_days')) }} <= cells.as_of as is_complete,
    cast(coalesce(positions.person_count, 0) as bigint) as person_count,
    {%- for column in ['present_count', 'enrollment_count', 'completed_count', 'completed_completed', 'completed_enrollments', 'enrollments_enrollments'] %}
    cast(coalesce(measured.{{ column }}, 0) as bigint) as {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
from cells
left join measured
    on cells.period_type = measured.period_type
    and cells.period_end = measured.period_end
    and cells.org_unit_id = measured.org_unit_id
left join positions
    on cells.period_type = positions.period_type
    and cells.period_end = positions.period_end
    and cells.org_unit_id = positions.org_unit_id
