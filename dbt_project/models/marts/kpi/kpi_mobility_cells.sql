{%- set sums = ['person_days', 'job_known_days', 'level_known_days', 'promotion_count', 'lateral_count', 'demotion_count', 'family_known_count', 'cross_function_count'] -%}
{%- set pieces = {
    'move_count': ('sum', 'promotion_count + lateral_count + demotion_count'),
    'is_here': ('max', 'case when is_last_unit then 1 else 0 end'),
} -%}
{%- set measures = {
    'person_count': 'is_here',
    'move_count': 'move_count',
    'mover_count': 'case when move_count > 0 then 1 else 0 end',
    'family_known_mover_count': 'case when family_known_count > 0 then 1 else 0 end',
    'family_known_squared': product('family_known_count', 'family_known_count'),
    'cross_function_by_known': product('cross_function_count', 'family_known_count'),
    'cross_function_squared': product('cross_function_count', 'cross_function_count'),
    'promotion_squared': product('promotion_count', 'promotion_count'),
    'promotion_by_days': product('promotion_count', 'person_days'),
    'days_squared': product('person_days', 'person_days'),
} -%}
{%- for name in sums %}{% set _ = pieces.update({name: ('sum', name)}) %}{% set _ = measures.update({name: name}) %}{% endfor -%}
with cells as (

    {{ all_cells(['year', 'r12'], by_person=true) }}

),

-- A person's days and moves in everything below a unit are one piece, so that people and not their pieces are squared.
{{ measured_by_person(ref('fct_mobility_windows'), pieces, measures) }}

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
    {%- for name in ['family_known_squared', 'cross_function_by_known', 'cross_function_squared', 'promotion_squared', 'promotion_by_days', 'days_squared'] %}
    cast(coalesce(measured.{{ name }}, 0) as decimal(38, 0)) as {{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
from cells
left join measured
    on {{ same_cell('cells', 'measured') }}
