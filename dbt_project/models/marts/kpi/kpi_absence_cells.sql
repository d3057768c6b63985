{%- set classes = ['short', 'medium', 'long', 'very_long'] -%}
{%- set sums = ['person_days', 'fte_known_days', 'percent_unknown_days', 'employed_micro_days', 'absent_micro_days'] -%}
with cells as (

    {{ all_cells(['quarter', 'r12'], by_person=true) }}

),

members as (

    {{ cell_members(ref('fct_absence_windows')) }}

),

-- A person's days in everything below a unit, so that people and not their pieces are squared.
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
        {%- for name in classes %}
        sum(absent_{{ name }}_micro_days) as absent_{{ name }}_micro_days,
        {%- endfor %}
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
        sum(is_here) as person_count,
        count(*) as present_count,
        {%- for name in sums %}
        sum({{ name }}) as {{ name }},
        {%- endfor %}
        {%- for name in classes %}
        sum(absent_{{ name }}_micro_days) as absent_{{ name }}_micro_days,
        sum(cast(absent_{{ name }}_micro_days as decimal(38, 0)) * absent_{{ name }}_micro_days) as absent_{{ name }}_squared,
        sum(cast(absent_{{ name }}_micro_days as decimal(38, 0)) * employed_micro_days) as absent_{{ name }}_by_employed,
        {%- endfor %}
        sum(cast(absent_micro_days as decimal(38, 0)) * absent_micro_days) as absent_squared,
        sum(cast(absent_micro_days as decimal(38, 0)) * employed_micro_days) as absent_by_employed,
        sum(cast(employed_micro_days as decimal(38, 0)) * employed_micro_days) as employed_squared
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
    coalesce(coverage.covered_from <= cells.period_start and coverage.covered_to >= cells.period_end, false) as is_covered,
    {%- for name in ['person_count', 'present_count'] + sums %}
    cast(coalesce(measured.{{ name }}, 0) as bigint) as {{ name }},
    {%- endfor %}
    {%- for name in classes %}
    cast(coalesce(measured.absent_{{ name }}_micro_days, 0) as bigint) as absent_{{ name }}_micro_days,
    cast(coalesce(measured.absent_{{ name }}_squared, 0) as decimal(38, 0)) as absent_{{ name }}_squared,
    cast(coalesce(measured.absent_{{ name }}_by_employed, 0) as decimal(38, 0)) as absent_{{ name }}_by_employed,
    {%- endfor %}
    cast(coalesce(measured.absent_squared, 0) as decimal(38, 0)) as absent_squared,
    cast(coalesce(measured.absent_by_employed, 0) as decimal(38, 0)) as absent_by_employed,
    cast(coalesce(measured.employed_squared, 0) as decimal(38, 0)) as employed_squared,
    cast(coalesce(reports.report_count, 0) as bigint) as report_count,
    cast(coalesce(reports.merged_report_count, 0) as bigint) as merged_report_count,
    cast(coalesce(reports.recovered_count, 0) as bigint) as recovered_count,
    cast(coalesce(reports.recovered_person_count, 0) as bigint) as recovered_person_count,
    cast(coalesce(reports.recovered_days, 0) as bigint) as recovered_days,
    cast(coalesce(reports.recovered_count_squared, 0) as decimal(38, 0)) as recovered_count_squared,
    cast(coalesce(reports.recovered_days_by_count, 0) as decimal(38, 0)) as recovered_days_by_count,
    cast(coalesce(reports.recovered_days_squared, 0) as decimal(38, 0)) as recovered_days_squared
from cells
left join measured
    on {{ same_cell('cells', 'measured') }}
left join {{ ref('kpi_absence_report_cells') }} as reports
    on {{ same_cell('cells', 'reports') }}
left join {{ ref('dim_hr_coverage') }} as coverage
    on coverage.topic = 'absences'
