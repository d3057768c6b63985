{%- set sums = ['person_days', 'job_known_days', 'level_known_days', 'promotion_count', 'lateral_count', 'demotion_count', 'family_known_count', 'cross_function_count'] -%}
with cells as (

    {{ all_cells(['year', 'r12'], by_person=true) }}

),

members as (

    {{ cell_members(ref('fct_mobility_windows')) }}

),

in_subtrees as (

    select
        period_type,
        period_end,
        org_unit_id,
        dimension,
        category,
        person_key,
        {%- for name in sums %}
        sum({{ name }}) as {{ name }},
        {%- endfor %}
        sum(promotion_count + lateral_count + demotion_count) as move_count,
        max(case when is_last_unit then 1 else 0 end) as is_here
    from members
    group by period_type, period_end, org_unit_id, dimension, category, person_key

),

measured as (

    select
        period_type,
        period_end,
        org_unit_id,
        dimension,
        category,
        {%- for name in sums %}
        sum({{ name }}) as {{ name }},
        {%- endfor %}
        sum(is_here) as person_count,
        sum(move_count) as move_count,
        sum(case when move_count > 0 then 1 else 0 end) as mover_count,
        sum(case when family_known_count > 0 then 1 else 0 end) as family_known_mover_count,
        sum(cast(family_known_count as decimal(38, 0)) * family_known_count) as family_known_squared,
        sum(cast(cross_function_count as decimal(38, 0)) * family_known_count) as cross_function_by_known,
        sum(cast(cross_function_count as decimal(38, 0)) * cross_function_count) as cross_function_squared
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
    cells.calendar_days,
    cells.is_complete,
    {%- for name in ['person_count', 'move_count', 'mover_count', 'family_known_mover_count'] + sums %}
    cast(coalesce(measured.{{ name }}, 0) as bigint) as {{ name }},
    {%- endfor %}
    {%- for name in ['family_known_squared', 'cross_function_by_known', 'cross_function_squared'] %}
    cast(coalesce(measured.{{ name }}, 0) as decimal(38, 0)) as {{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
from cells
left join measured
    on {{ same_cell('cells', 'measured') }}
