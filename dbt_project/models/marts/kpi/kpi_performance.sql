{%- set recorded = 'case when is_recorded then 1.0 else 0.0 end' -%}
with reviewed as (

    select
        cells.*,
        coalesce(cells.period_start >= coverage.covered_from and cells.period_end <= coverage.covered_to, false) as is_recorded
    from {{ ref('kpi_review_cells') }} as cells
    left join {{ ref('dim_talent_coverage') }} as coverage
        on coverage.process = 'reviews'

),

employed as (

    select
        cells.*,
        coalesce(cells.period_start >= coverage.covered_from and cells.period_end <= coverage.covered_to, false) as is_recorded
    from {{ ref('kpi_review_coverage_cells') }} as cells
    left join {{ ref('dim_talent_coverage') }} as coverage
        on coverage.process = 'reviews'

),

rated as (

    with cells as (select * from reviewed)
    {{ measure('performance_level', ['r12'], 'rating_millionths / cast(1000000 as double)', 'rated_count', persons='rated_person_count', completeness=recorded,
        grid='rated', dimensions=['gender', 'age_band', 'part_time', 'contract_type', 'job_family', 'manager'],
        moments=['rated_person_count', 'rating_millionths', 'rated_count', 'rating_rating', 'rating_rated', 'rated_rated']) }}
    union all
    {{ measure('performance_meets_rate', ['r12'], 'meets_count', 'rated_count', persons='rated_person_count', completeness=recorded, grid='rated',
        dimensions=['gender', 'age_band', 'part_time', 'contract_type', 'job_family', 'manager'],
        moments=['rated_person_count', 'meets_count', 'rated_count', 'meets_meets', 'meets_rated', 'rated_rated']) }}
    union all
    {{ measure('performance_rated_share', ['r12'], 'rated_person_count', 'person_count', completeness=recorded, grid='reviewed') }}

),

covered as (

    with cells as (select * from employed)
    {{ measure('review_coverage_rate', ['r12'], 'reviewed_count', 'person_count', completeness=recorded, grid='employed_at_end',
        dimensions=['gender', 'age_band', 'part_time', 'contract_type', 'job_family', 'manager']) }}

)

select * from rated
union all
select * from covered
