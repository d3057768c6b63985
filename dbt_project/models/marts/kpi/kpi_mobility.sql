{%- set windows = ['year', 'r12'] -%}
{%- set dimensions = ['gender', 'age_band', 'part_time', 'contract_type'] -%}
{%- set headcount = 'person_days / cast(calendar_days as double)' -%}
{#- Without a job or a grade nothing is known of moves (RULE-9); where nobody works nothing is missing. -#}
{%- set job_known = 'coalesce(' ~ ratio('job_known_days', 'person_days') ~ ', 1.0)' -%}
{%- set level_known = 'coalesce(' ~ ratio('level_known_days', 'person_days') ~ ', 1.0)' -%}
{%- set covered = 'case when is_covered then 1.0 else 0 end' -%}
with mobility as (

    select * from {{ ref('kpi_mobility_cells') }}

),

requisitions as (

    select * from {{ ref('kpi_requisition_cells') }}

),

successions as (

    select * from {{ ref('kpi_succession_cells') }}

),

roles as (

    select * from {{ ref('kpi_role_cells') }}

),

move_measures as (

    with cells as (select * from mobility)
    {{ measure('internal_move_rate', windows, 'move_count', headcount, grid='employed', completeness=job_known) }}
    union all
    {{ measure('movers_rate', windows, 'mover_count', headcount, grid='employed', completeness=job_known) }}
    union all
    {{ measure('promotion_rate', windows, 'promotion_count', headcount, grid='employed', completeness=level_known, dimensions=dimensions) }}
    union all
    {{ measure('lateral_move_rate', windows, 'lateral_count', headcount, grid='employed', completeness=job_known) }}
    union all
    {{ measure('cross_function_share', windows, 'cross_function_count', 'family_known_count', grid='movers', persons='family_known_mover_count',
        completeness='coalesce(' ~ ratio('family_known_count', 'move_count') ~ ', 1.0)',
        moments=['family_known_mover_count', 'cross_function_count', 'family_known_count', 'cross_function_squared', 'cross_function_by_known', 'family_known_squared']) }}

),

fill_measures as (

    with cells as (select * from requisitions)
    {{ measure('internal_fill_rate', windows, 'internal_count', 'known_count', grid='fillers', persons='filler_count',
        completeness='case when is_covered then coalesce(' ~ ratio('known_count', 'fill_count') ~ ', 1.0) else 0 end',
        moments=['filler_count', 'internal_count', 'known_count', 'internal_squared', 'internal_by_known', 'known_squared']) }}
    union all
    {{ measure('critical_internal_fill_rate', windows, 'critical_internal_count', 'critical_known_count', grid='critical_fillers', persons='critical_filler_count',
        completeness='case when is_covered then coalesce(' ~ ratio('rated_count', 'fill_count') ~ ', 1.0) * coalesce(' ~ ratio('critical_known_count', 'critical_count') ~ ', 1.0) else 0 end',
        moments=['critical_filler_count', 'critical_internal_count', 'critical_known_count', 'critical_internal_squared', 'critical_internal_by_known', 'critical_known_squared']) }}
    union all
    {{ measure('time_to_fill_median_days', windows, 'null', 'opened_count', value='null', persons='opened_count', completeness=covered) }}

),

role_measures as (

    with cells as (select * from roles)
    {{ measure('time_in_role_median_months', ['year'], 'null', 'person_count', value='null', grid='in_role', dimensions=['job_family'],
        completeness='coalesce(' ~ ratio('person_count', 'employed_count') ~ ', 1.0)') }}

),

succession_measures as (

    with cells as (select * from successions)
    {{ measure('bench_strength', ['quarter'], 'covered_count', 'key_count', grid='key_positions', persons='key_count',
        completeness='case when is_covered then coalesce(' ~ ratio('rated_count', 'position_count') ~ ', 1.0) else 0 end') }}

)

select * from move_measures
union all
select * from fill_measures
union all
select * from role_measures
union all
select * from succession_measures
