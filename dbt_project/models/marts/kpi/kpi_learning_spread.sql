with spread as (

    select
        cells.*,
        coalesce(cells.period_start >= coverage.covered_from and cells.period_end <= coverage.covered_to, false) as is_recorded
    from {{ ref('kpi_learning_spread_cells') }} as cells
    left join {{ ref('dim_learning_coverage') }} as coverage
        on true

),

measured as (

    with cells as (select * from spread)
    {{ measure('learning_hours_gini', ['quarter', 'year', 'r12'], 'null', 'person_count',
        value='case when person_count >= ' ~ var('gini_min_people') ~ ' then ' ~ ratio('ranked_minutes', '(person_count - 1) * minutes') ~ ' end',
        completeness='case when is_recorded then coalesce(' ~ ratio('timed_record_count', 'record_count') ~ ', 1.0) else 0.0 end', grid='full_window') }}

)

select * from measured
