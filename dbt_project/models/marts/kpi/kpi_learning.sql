{%- set windows = ['month', 'quarter', 'year', 'r12'] -%}
{%- set long_windows = ['quarter', 'year', 'r12'] -%}
{%- set average_headcount = 'person_days / cast(calendar_days as double)' -%}
{#- Of a window that no delivery tells about nothing is known. In one that is told about, no record at all is nothing missing. -#}
{%- set recorded = 'case when is_recorded then 1.0 else 0.0 end' -%}
{#- Records taken in the unit, and records of its people wherever they took them. -#}
{%- set completeness = 'case when is_recorded then coalesce(' ~ ratio('timed_record_count', 'record_count') ~ ', 1.0) else 0.0 end' -%}
{%- set own_completeness = 'case when is_recorded then coalesce(' ~ ratio('own_timed_record_count', 'own_record_count') ~ ', 1.0) else 0.0 end' -%}
with employed as (

    select
        cells.*,
        coalesce(cells.period_start >= coverage.covered_from and cells.period_end <= coverage.covered_to, false) as is_recorded
    from {{ ref('kpi_employed_cells') }} as cells
    left join {{ ref('dim_learning_coverage') }} as coverage
        on true

),

enrolled as (

    select
        cells.*,
        -- Completions must be told about to the end of the follow-up.
        coalesce(
            cells.period_start >= coverage.covered_from
            and {{ add_days('cells.period_end', var('completion_follow_up_days')) }} <= coverage.covered_to,
            false
        ) as is_recorded
    from {{ ref('kpi_enrolled_cells') }} as cells
    left join {{ ref('dim_learning_coverage') }} as coverage
        on true

),

taken as (

    with cells as (select * from employed)
    {{ measure('learning_hours', windows, 'minutes / cast(60 as double)', value='minutes / cast(60 as double)', completeness=completeness, grid='employed', dimensions=person_dimensions()) }}
    union all
    {{ measure('learning_hours_person_mean', windows, 'own_minutes / cast(60 as double)', 'person_count', completeness=own_completeness, grid='employed',
        moments=['person_count', 'own_minutes', 'person_count', 'own_minutes_squared', 'own_minutes', 'person_count'], dimensions=person_dimensions()) }}
    union all
    {{ measure('learning_hours_person_median', long_windows, 'null', 'person_count', value='own_minutes_median / 60', completeness=own_completeness, grid='employed') }}
    union all
    {{ measure('learning_hours_per_employee', windows, 'minutes / cast(60 as double)', average_headcount, completeness=completeness, grid='employed',
        moments=['present_count', 'minutes', 'person_days', 'minutes_minutes', 'minutes_days', 'days_days'], dimensions=person_dimensions()) }}
    union all
    {{ measure('participation_rate_ever', windows, 'participant_count', 'person_count', completeness=recorded, grid='employed', dimensions=person_dimensions()) }}
    union all
    {{ measure('participation_rate_avg', windows, 'participant_count', average_headcount, completeness=recorded, grid='employed', dimensions=person_dimensions()) }}
    union all
    {{ measure('participants', windows, 'participant_count', value='participant_count', completeness=recorded, grid='employed', dimensions=person_dimensions()) }}
    union all
    {{ measure('participations', windows, 'record_count', value='record_count', completeness=recorded, grid='employed', dimensions=person_dimensions()) }}
    union all
    {{ measure('leader_participation_rate_ever', long_windows, 'manager_participant_count', 'manager_count', persons='manager_count', completeness=recorded, grid='managers') }}
    union all
    {{ measure('leader_learning_hours_ratio', long_windows, ratio('manager_minutes * calendar_days', '60 * manager_days'), ratio('other_minutes * calendar_days', '60 * other_days'),
        persons='least(manager_count, person_count - manager_count)', completeness=completeness, grid='managers',
        moments=['present_count', 'manager_minutes', 'manager_days', 'other_minutes', 'other_days',
            'manager_minutes_by_manager_minutes', 'manager_minutes_by_manager_days', 'manager_minutes_by_other_minutes', 'manager_minutes_by_other_days',
            'manager_days_by_manager_days', 'manager_days_by_other_minutes', 'manager_days_by_other_days',
            'other_minutes_by_other_minutes', 'other_minutes_by_other_days', 'other_days_by_other_days']) }}

),

completed as (

    with cells as (select * from enrolled)
    {{ measure('completion_rate', windows, 'completed_count', 'enrollment_count', completeness=recorded, grid='enrolled',
        moments=['present_count', 'completed_count', 'enrollment_count', 'completed_completed', 'completed_enrollments', 'enrollments_enrollments'], dimensions=person_dimensions()) }}

)

select * from taken
union all
select * from completed
