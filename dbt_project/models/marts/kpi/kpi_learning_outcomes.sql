{%- set windows = ['quarter', 'year', 'r12'] -%}
{%- set moments = ['person_count', 'numerator', 'denominator', 'numerator_squared', 'numerator_by_denominator', 'denominator_squared'] -%}
{#- A gain can be negative, what is left to gain cannot: the interval is made from the latter. -#}
{%- set left = ['person_count', 'denominator - numerator', 'denominator', 'denominator_squared - 2 * numerator_by_denominator + numerator_squared',
    'denominator_squared - numerator_by_denominator', 'denominator_squared'] -%}
{%- set known = 'coalesce(' ~ ratio('known_count', 'known_count + unknown_count') ~ ', 1.0)' -%}
{#- Of a window that no delivery of learning tells about nothing is known. -#}
{%- set recorded = 'case when is_recorded then ' ~ known ~ ' else 0.0 end' -%}
{%- set micro, micro_of = 'numerator / cast(1000000 as double)', 'denominator / cast(1000000 as double)' -%}
with outcomes as (

    select
        cells.*,
        coalesce(cells.period_start >= coverage.covered_from and cells.period_end <= coverage.covered_to, false) as is_recorded
    from {{ ref('kpi_learning_outcome_cells') }} as cells
    left join {{ ref('dim_learning_coverage') }} as coverage
        on true

),

assigned as (

    with cells as (select * from outcomes where outcome = 'assigned')
    {{ measure('on_time_completion_rate', windows, 'numerator', 'denominator', completeness=recorded, grid='assigned', moments=moments, dimensions=person_dimensions()) }}

),

budgeted as (

    with cells as (select * from outcomes where outcome = 'budgeted')
    {{ measure('learning_time_budget_use', windows, 'numerator / cast(60000000 as double)', 'denominator / cast(60000000 as double)', completeness=recorded, grid='budgeted', moments=moments) }}

),

full_window as (

    with cells as (select * from outcomes where outcome = 'full_window')
    {{ measure('zero_learner_share', windows, 'numerator', 'denominator', completeness=recorded, grid='full_window', dimensions=person_dimensions()) }}

),

seated as (

    with cells as (select * from outcomes where outcome = 'seated')
    {{ measure('no_show_rate', windows, 'numerator', 'denominator', completeness=known, grid='seated', moments=moments) }}

),

gained as (

    with cells as (select * from outcomes where outcome = 'gain')
    {{ measure('learning_gain', ['quarter', 'r12'], micro, micro_of, completeness=known, grid='tested', moments=left) }}

),

gained_by_class as (

    with cells as (select * from outcomes where outcome = 'gain_hake')
    {{ measure('learning_gain_hake_class', ['quarter', 'r12'], micro, micro_of, completeness=known, grid='tested', moments=left) }}

),

gained_raw as (

    with cells as (select * from outcomes where outcome = 'gain_raw')
    {{ measure('learning_gain_raw', ['quarter', 'r12'], micro, micro_of, completeness=known, grid='tested', moments=left) }}

)

select * from assigned
union all
select * from budgeted
union all
select * from full_window
union all
select * from seated
union all
select * from gained
union all
select * from gained_by_class
union all
select * from gained_raw
