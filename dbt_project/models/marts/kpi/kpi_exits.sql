with hired as (

    with cells as (select * from {{ ref('kpi_hire_cells') }})
    {{ measure('early_turnover_90d_rate', ['quarter', 'year', 'r12'], 'early_exit_count', 'person_count',
        complete='is_complete and ' ~ is_followed('early_exits'), grid='hires',
        dimensions=['gender', 'age_band', 'contract_type', 'job_family']) }}
    union all
    {{ measure('early_turnover_365d_rate', ['quarter', 'year', 'r12'], 'first_year_exit_count', 'person_count',
        complete='is_complete and ' ~ is_followed('first_years'), grid='hires',
        dimensions=['gender', 'age_band', 'contract_type', 'job_family']) }}

),

newcomers as (

    with cells as (select * from {{ ref('kpi_newcomer_cells') }})
    {{ measure('new_hire_turnover_period', ['r12'], 'left_count', 'hired_count', grid='newcomers') }}

),

reasons as (

    with cells as (select * from {{ ref('kpi_exit_reason_cells') }})
    {{ measure('growth_related_exit_rate', ['r12'], 'growth_count', 'known_count', persons='known_count',
        completeness='coalesce(' ~ ratio('known_count', 'person_count') ~ ', 1.0)', grid='voluntary_leavers') }}

),

expected as (

    with cells as (select * from {{ ref('kpi_expected_exit_cells') }})
    {{ measure('expected_exits_12m', ['r12'], 'null', 'known_count', value='leaving_millionths / cast(1000000 as double)', persons='known_count',
        completeness='coalesce(' ~ ratio('known_count', 'person_count') ~ ', 1.0)', grid='expected') }}

)

select * from hired
union all
select * from newcomers
union all
select * from reasons
union all
select * from expected
