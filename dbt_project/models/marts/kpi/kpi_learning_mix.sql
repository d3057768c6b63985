{%- set windows = ['quarter', 'year', 'r12'] -%}
{%- set moments = ['person_count', 'numerator', 'denominator', 'numerator_squared', 'numerator_by_denominator', 'denominator_squared'] -%}
{%- set known = 'coalesce(' ~ ratio('known_count', 'known_count + unknown_count') ~ ', 1.0)' -%}
{#- Of a window that no delivery of learning tells about nothing is known. -#}
{%- set recorded = 'case when is_recorded then ' ~ known ~ ' else 0.0 end' -%}
{%- set hours, hours_of = 'numerator / cast(60 as double)', 'denominator / cast(60 as double)' -%}
with outcomes as (

    select
        cells.*,
        coalesce(cells.period_start >= coverage.covered_from and cells.period_end <= coverage.covered_to, false) as is_recorded
    from {{ ref('kpi_learning_outcome_cells') }} as cells
    left join {{ ref('dim_learning_coverage') }} as coverage
        on true

),

experiential as (

    with cells as (select * from outcomes where outcome = 'experiential_hours')
    {{ measure('experiential_hours_share', windows, hours, hours_of, completeness=recorded, grid='learners', moments=moments) }}

),

social as (

    with cells as (select * from outcomes where outcome = 'social_hours')
    {{ measure('social_hours_share', windows, hours, hours_of, completeness=recorded, grid='learners', moments=moments) }}

),

formal as (

    with cells as (select * from outcomes where outcome = 'formal_hours')
    {{ measure('formal_hours_share', windows, hours, hours_of, completeness=recorded, grid='learners', moments=moments) }}

),

experiential_counted as (

    with cells as (select * from outcomes where outcome = 'experiential_records')
    {{ measure('experiential_records', windows, 'numerator', value='numerator', completeness=recorded, grid='learners') }}

),

social_counted as (

    with cells as (select * from outcomes where outcome = 'social_records')
    {{ measure('social_records', windows, 'numerator', value='numerator', completeness=recorded, grid='learners') }}

),

formal_counted as (

    with cells as (select * from outcomes where outcome = 'formal_records')
    {{ measure('formal_records', windows, 'numerator', value='numerator', completeness=recorded, grid='learners') }}

),

captured as (

    with cells as (select * from outcomes where outcome = 'captured')
    {{ measure('non_formal_capture_rate', windows, 'numerator', 'denominator', completeness=recorded, grid='employed') }}

)

select * from experiential
union all
select * from social
union all
select * from formal
union all
select * from experiential_counted
union all
select * from social_counted
union all
select * from formal_counted
union all
select * from captured
