with cells as (

    {{ all_cells(['month', 'quarter', 'year', 'r12'], by_person=true) }}

),

members as (

    {{ cell_members(ref('fct_person_windows')) }}

),

-- A person's days and hours in everything below a unit, so that people and not their pieces are squared.
in_subtrees as (

    select
        period_type,
        period_end,
        org_unit_id,
        dimension,
        category,
        person_key,
        sum(person_days) as person_days,
        sum(talent_days) as talent_days,
        sum(record_count) as record_count,
        sum(timed_record_count) as timed_record_count,
        sum(minutes) as minutes,
        sum(manager_days) as manager_days,
        sum(manager_minutes) as manager_minutes,
        sum(person_days - manager_days) as other_days,
        sum(minutes - manager_minutes) as other_minutes,
        max(case when is_last_unit then 1 else 0 end) as is_here,
        max(case when is_last_unit and is_manager_at_last then 1 else 0 end) as is_manager_here,
        max(case when is_last_unit and is_key_talent_in_window then 1 else 0 end) as is_talent_here,
        max(case when is_last_unit then window_record_count end) as own_record_count,
        max(case when is_last_unit then window_timed_record_count end) as own_timed_record_count,
        max(case when is_last_unit then window_minutes end) as own_minutes
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
        sum(is_here) as person_count,
        count(*) as present_count,
        sum(person_days) as person_days,
        sum(talent_days) as talent_days,
        sum(is_talent_here) as talent_count,
        sum(record_count) as record_count,
        sum(timed_record_count) as timed_record_count,
        sum(minutes) as minutes,
        sum(case when own_record_count > 0 then 1 else 0 end) as participant_count,
        sum(own_record_count) as own_record_count,
        sum(own_timed_record_count) as own_timed_record_count,
        sum(own_minutes) as own_minutes,
        sum(cast(own_minutes as decimal(38, 0)) * own_minutes) as own_minutes_squared,
        percentile_cont(0.5) within group (order by own_minutes) as own_minutes_median,
        sum(is_manager_here) as manager_count,
        sum(case when is_manager_here = 1 and own_record_count > 0 then 1 else 0 end) as manager_participant_count,
        sum(manager_days) as manager_days,
        sum(manager_minutes) as manager_minutes,
        sum(other_days) as other_days,
        sum(other_minutes) as other_minutes,
        {%- set parts = ['manager_minutes', 'manager_days', 'other_minutes', 'other_days'] %}
        {%- for first in parts %}{% set position = loop.index0 %}{% for second in parts[position:] %}
        sum(cast({{ first }} as decimal(38, 0)) * {{ second }}) as {{ first }}_by_{{ second }},
        {%- endfor %}{% endfor %}
        sum(cast(minutes as decimal(38, 0)) * minutes) as minutes_minutes,
        sum(cast(minutes as decimal(38, 0)) * person_days) as minutes_days,
        sum(cast(person_days as decimal(38, 0)) * person_days) as days_days
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
    {%- for column in ['person_count', 'present_count', 'person_days', 'talent_days', 'talent_count', 'record_count', 'timed_record_count', 'minutes', 'participant_count',
        'own_record_count', 'own_timed_record_count', 'own_minutes', 'manager_count', 'manager_participant_count', 'manager_days', 'manager_minutes', 'other_days', 'other_minutes'] %}
    cast(coalesce(measured.{{ column }}, 0) as bigint) as {{ column }},
    {%- endfor %}
    measured.own_minutes_median,
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
left join {{ ref('kpi_movement_cells') }} as movements
    on {{ same_cell('cells', 'movements') }}
