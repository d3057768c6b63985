{%- set classes = ['short', 'medium', 'long', 'very_long'] -%}
{%- set sums = ['person_days', 'fte_known_days', 'percent_unknown_days', 'employed_micro_days', 'absent_micro_days'] -%}
{%- set pieces = {'is_here': ('max', 'case when is_last_unit then 1 else 0 end')} -%}
{%- set measures = {
    'person_count': 'is_here',
    'present_count': '1',
    'absent_squared': product('absent_micro_days', 'absent_micro_days'),
    'absent_by_employed': product('absent_micro_days', 'employed_micro_days'),
    'employed_squared': product('employed_micro_days', 'employed_micro_days'),
} -%}
{%- for name in sums %}{% set _ = pieces.update({name: ('sum', name)}) %}{% set _ = measures.update({name: name}) %}{% endfor -%}
{%- for name in classes %}{% set days = 'absent_' ~ name ~ '_micro_days' %}{% set _ = pieces.update({days: ('sum', days)}) -%}
{%- set _ = measures.update({
    days: days,
    'absent_' ~ name ~ '_squared': product(days, days),
    'absent_' ~ name ~ '_by_employed': product(days, 'employed_micro_days'),
}) %}{% endfor -%}
with cells as (

    {{ all_cells(['quarter', 'r12'], by_person=true) }}

),

-- A person's days in everything below a unit are one piece, so that people and not their pieces are squared.
{{ measured_by_person(ref('fct_absence_windows'), pieces, measures) }}

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
