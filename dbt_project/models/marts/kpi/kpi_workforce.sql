{%- set windows = ['month', 'quarter', 'year', 'r12'] -%}
{%- set fte_known = ratio('fte_known_count', 'assignment_count + unassigned_count') -%}
{#- Where nobody works nothing is missing. -#}
{%- set fte_completeness = 'coalesce(' ~ fte_known ~ ', 1.0)' -%}
with employed as (

    select * from {{ ref('kpi_employed_cells') }}

),

points as (

    select * from {{ ref('kpi_point_cells') }}

),

spans as (

    select * from {{ ref('kpi_span_cells') }}

),

point_measures as (

    with cells as (select * from points)
    {{ measure('headcount', ['day'], 'person_count', value='person_count', grid='point', dimensions=person_dimensions()) }}
    union all
    {{ measure('fte', ['day'], 'fte', value='fte', completeness=fte_completeness, grid='point', dimensions=person_dimensions()) }}
    union all
    {{ measure('tenure_mean_years', ['day'], 'tenure_days / cast(365.25 as double)', 'person_count', grid='point',
        moments=['person_count', 'tenure_days', 'person_count', 'tenure_days_squared', 'tenure_days', 'person_count'], dimensions=person_dimensions() | reject('equalto', 'tenure_band') | list) }}
    union all
    {{ measure('tenure_median_years', ['day'], 'null', 'person_count', value='tenure_days_median / 365.25', grid='point') }}

),

span_measures as (

    with cells as (select * from spans)
    {{ measure('span_of_control', ['day'], 'report_count', 'manager_count', completeness='coalesce(' ~ ratio('line_known_count', 'person_count') ~ ', 1.0)') }}

),

window_measures as (

    with cells as (select * from employed)
    {{ measure('average_headcount', windows, 'person_days', 'calendar_days', grid='employed', dimensions=person_dimensions()) }}
    union all
    {{ measure('hires', windows, 'hire_count', value='hire_count', grid='employed', dimensions=person_dimensions()) }}
    union all
    {{ measure('rehires', windows, 'rehire_count', value='rehire_count', grid='employed', dimensions=person_dimensions()) }}
    union all
    {{ measure('leavers', windows, 'exit_count', value='exit_count', grid='employed', dimensions=person_dimensions()) }}

)

select * from point_measures
union all
select * from span_measures
union all
select * from window_measures
