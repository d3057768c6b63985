{#- Figures by programme of metrics that kpi_learning and kpi_learning_outcomes have of everybody. -#}
{%- set windows = ['quarter', 'year', 'r12'] -%}
{%- set moments = ['person_count', 'numerator', 'denominator', 'numerator_squared', 'numerator_by_denominator', 'denominator_squared'] -%}
{#- A gain can be negative, what is left to gain cannot: the interval is made from the latter. -#}
{%- set left = ['person_count', 'denominator - numerator', 'denominator', 'denominator_squared - 2 * numerator_by_denominator + numerator_squared',
    'denominator_squared - numerator_by_denominator', 'denominator_squared'] -%}
{%- set known = 'coalesce(' ~ ratio('known_count', 'known_count + unknown_count') ~ ', 1.0)' -%}
{%- set micro = 'numerator / cast(1000000 as double)' -%}
with outcomes as (

    select
        cells.*,
        coalesce(cells.period_start >= coverage.covered_from and cells.period_end <= coverage.covered_to, false) as is_recorded,
        coalesce(
            cells.period_start >= coverage.covered_from
            and {{ add_days('cells.period_end', var('completion_follow_up_days')) }} <= coverage.covered_to,
            false
        ) as is_followed_up
    from {{ ref('kpi_learning_programme_cells') }} as cells
    left join {{ ref('dim_learning_coverage') }} as coverage
        on true

),

taken as (

    with cells as (select * from outcomes where outcome = 'taken')
    {{ measure('participants', windows, 'person_count', value='person_count', completeness='case when is_recorded then 1.0 else 0.0 end', grid='employed', dimensions=['programme']) }}
    union all
    {{ measure('participations', windows, 'numerator', value='numerator', completeness='case when is_recorded then 1.0 else 0.0 end', grid='employed', dimensions=['programme']) }}

),

enrolled as (

    with cells as (select * from outcomes where outcome = 'enrolled')
    {{ measure('completion_rate', windows, 'numerator', 'denominator', completeness='case when is_followed_up then 1.0 else 0.0 end', grid='enrolled', moments=moments,
        complete='is_complete and ' ~ is_followed('completions'), dimensions=['programme']) }}

),

seated as (

    with cells as (select * from outcomes where outcome = 'seated')
    {{ measure('no_show_rate', windows, 'numerator', 'denominator', completeness=known, grid='seated', moments=moments, dimensions=['programme']) }}

),

gained as (

    with cells as (select * from outcomes where outcome = 'gain')
    {{ measure('learning_gain', ['quarter', 'r12'], micro, 'denominator / cast(1000000 as double)', completeness=known, grid='tested', moments=left, dimensions=['programme']) }}

),

gained_by_class as (

    with cells as (select * from outcomes where outcome = 'gain_hake')
    {{ measure('learning_gain_hake_class', ['quarter', 'r12'], micro, 'denominator / cast(1000000 as double)', completeness=known, grid='tested', moments=left, dimensions=['programme']) }}

),

gained_raw as (

    with cells as (select * from outcomes where outcome = 'gain_raw')
    {{ measure('learning_gain_raw', ['quarter', 'r12'], micro, 'denominator / cast(1000000 as double)', completeness=known, grid='tested', moments=left, dimensions=['programme']) }}

)

select * from taken
union all
select * from enrolled
union all
select * from seated
union all
select * from gained
union all
select * from gained_by_class
union all
select * from gained_raw
