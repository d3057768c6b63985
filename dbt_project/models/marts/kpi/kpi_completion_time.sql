with times as (

    select
        cells.*,
        coalesce(cells.period_start >= coverage.covered_from and cells.period_end <= coverage.covered_to, false) as is_recorded
    from {{ ref('kpi_completion_time_cells') }} as cells
    left join {{ ref('dim_learning_coverage') }} as coverage
        on true

),

measured as (

    with cells as (select * from times)
    {{ measure('time_to_completion_days', ['r12'], 'null', 'enrollment_count', value='median_days',
        completeness='case when is_recorded then 1.0 else 0.0 end', grid='enrolled', dimensions=['programme']) }}

)

select * from measured
