{%- set added = ['person_days', 'talent_days', 'record_count', 'timed_record_count', 'minutes', 'manager_days', 'manager_minutes'] -%}
{%- set pieces = {} -%}
{%- for name in added %}{% set _ = pieces.update({name: ('sum', name)}) %}{% endfor -%}
{%- set _ = pieces.update({
    'other_days': ('sum', 'person_days - manager_days'),
    'other_minutes': ('sum', 'minutes - manager_minutes'),
    'is_here': ('max', 'case when is_last_unit then 1 else 0 end'),
    'is_manager_here': ('max', 'case when is_last_unit and is_manager_at_last then 1 else 0 end'),
    'is_talent_here': ('max', 'case when is_last_unit and is_key_talent_in_window then 1 else 0 end'),
    'own_record_count': ('max', 'case when is_last_unit then window_record_count end'),
    'own_timed_record_count': ('max', 'case when is_last_unit then window_timed_record_count end'),
    'own_minutes': ('max', 'case when is_last_unit then window_minutes end'),
}) -%}
{%- set measures = {} -%}
{%- for name in added + ['other_days', 'other_minutes', 'own_record_count', 'own_timed_record_count', 'own_minutes'] %}{% set _ = measures.update({name: name}) %}{% endfor -%}
{%- set _ = measures.update({
    'person_count': 'is_here',
    'present_count': '1',
    'talent_count': 'is_talent_here',
    'participant_count': 'case when own_record_count > 0 then 1 else 0 end',
    'manager_count': 'is_manager_here',
    'manager_participant_count': 'case when is_manager_here = 1 and own_record_count > 0 then 1 else 0 end',
    'own_minutes_squared': product('own_minutes', 'own_minutes'),
    'minutes_minutes': product('minutes', 'minutes'),
    'minutes_days': product('minutes', 'person_days'),
    'days_days': product('person_days', 'person_days'),
}) -%}
{%- set parts = ['manager_minutes', 'manager_days', 'other_minutes', 'other_days'] -%}
{%- for first in parts %}{% set position = loop.index0 %}{% for second in parts[position:] %}
{%- set _ = measures.update({first ~ '_by_' ~ second: product(first, second)}) %}
{%- endfor %}{% endfor -%}
with cells as (

    {{ all_cells(['month', 'quarter', 'year', 'r12'], by_person=true) }}

),

-- A person's days and hours in everything below a unit are one piece, so that people and not their pieces are squared.
{{ measured_by_person(ref('fct_person_windows'), pieces, measures) }},

people_here as (

    select period_type, period_end, person_key, org_unit_id, window_minutes from {{ ref('fct_person_windows') }} where is_last_unit

),

medians as (

    select
        period_type,
        period_end,
        org_unit_id,
        dimension,
        category,
        percentile_cont(0.5) within group (order by window_minutes) as own_minutes_median
    from (
        {{ cell_members('people_here') }}
    ) as members
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
    {%- for column in ['person_count', 'present_count', 'person_days', 'talent_days', 'talent_count', 'record_count', 'timed_record_count', 'minutes', 'participant_count',
        'own_record_count', 'own_timed_record_count', 'own_minutes', 'manager_count', 'manager_participant_count', 'manager_days', 'manager_minutes', 'other_days', 'other_minutes'] %}
    cast(coalesce(measured.{{ column }}, 0) as bigint) as {{ column }},
    {%- endfor %}
    medians.own_minutes_median,
    {%- for column in ['own_minutes_squared', 'minutes_minutes', 'minutes_days', 'days_days'] %}
    cast(coalesce(measured.{{ column }}, 0) as decimal(38, 0)) as {{ column }},
    {%- endfor %}
    {%- for first in parts %}{% set position = loop.index0 %}{% for second in parts[position:] %}
    cast(coalesce(measured.{{ first }}_by_{{ second }}, 0) as decimal(38, 0)) as {{ first }}_by_{{ second }},
    {%- endfor %}{% endfor %}
    {%- for column in ['hire', 'rehire', 'exit', 'talent_exit', 'exit_voluntary', 'exit_involuntary', 'exit_retirement', 'exit_other', 'exit_unknown'] %}
    cast(coalesce(movements.{{ column }}_count, 0) as bigint) as {{ column }}_count{{ ',' if not loop.last }}
    {%- endfor %}
from cells
left join measured
    on {{ same_cell('cells', 'measured') }}
left join medians
    on {{ same_cell('cells', 'medians') }}
left join {{ ref('kpi_movement_cells') }} as movements
    on {{ same_cell('cells', 'movements') }}
