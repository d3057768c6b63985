{%- set recorded = 'case when is_recorded then 1.0 else 0.0 end' -%}
with planned as (

    select
        cells.*,
        coalesce(cells.period_end between coverage.covered_from and coverage.covered_to, false) as is_recorded
    from {{ ref('kpi_plan_cells') }} as cells
    left join {{ ref('dim_talent_coverage') }} as coverage
        on coverage.process = 'plans'

),

due as (

    select
        cells.*,
        coalesce(
            cells.period_start >= coverage.covered_from and {{ add_days('cells.period_end', var('goal_grace_days')) }} <= coverage.covered_to, false
        ) as is_recorded
    from {{ ref('kpi_goal_cells') }} as cells
    left join {{ ref('dim_talent_coverage') }} as coverage
        on coverage.process = 'goals'

),

talked as (

    select
        cells.*,
        coalesce(cells.period_start >= coverage.covered_from and cells.period_end <= coverage.covered_to, false) as is_recorded
    from {{ ref('kpi_check_in_cells') }} as cells
    left join {{ ref('dim_talent_coverage') }} as coverage
        on coverage.process = 'check_ins'

),

reviewed as (

    select
        cells.*,
        coalesce(cells.period_start >= coverage.covered_from and cells.period_end <= coverage.covered_to, false) as is_recorded
    from {{ ref('kpi_review_cells') }} as cells
    left join {{ ref('dim_talent_coverage') }} as coverage
        on coverage.process = 'reviews'

),

plans as (

    with cells as (select * from planned)
    {{ measure('pdp_coverage_rate', ['day'], 'settled_planned_count', 'settled_count', persons='settled_count', completeness=recorded, grid='settled',
        dimensions=['gender', 'age_band', 'part_time', 'contract_type', 'job_family', 'manager']) }}
    union all
    {{ measure('pdp_coverage_all_rate', ['day'], 'planned_count', 'person_count', completeness=recorded, grid='point') }}

),

alignment as (

    with cells as (select * from {{ ref('kpi_goal_gap_cells') }})
    {{ measure('goal_gap_alignment_rate', ['quarter'], 'aligned_count', 'known_count', persons='known_person_count',
        completeness='coalesce(' ~ ratio('known_count', 'goal_count') ~ ', 1.0)', grid='goal_holders',
        moments=['known_person_count', 'aligned_count', 'known_count', 'aligned_aligned', 'aligned_known', 'known_known']) }}

),

goals as (

    with cells as (select * from due)
    {{ measure('development_goal_completion_rate', ['quarter', 'year', 'r12'], 'achieved_count', 'goal_count', completeness=recorded,
        complete='is_complete and ' ~ is_followed('goals'), grid='goal_owners',
        moments=['person_count', 'achieved_count', 'goal_count', 'achieved_achieved', 'achieved_goals', 'goals_goals']) }}

),

check_ins as (

    with cells as (select * from talked)
    {{ measure('check_in_coverage_rate', ['quarter'], 'spoken_count', 'person_count', completeness=recorded, grid='employed_throughout',
        dimensions=['gender', 'age_band', 'part_time', 'contract_type', 'job_family', 'manager']) }}
    union all
    {{ measure('check_in_days_between_median', ['quarter'], 'null', 'spaced_count', value='days_between_median', persons='spaced_count', completeness=recorded,
        grid='spoken_to') }}

),

reviews as (

    with cells as (select * from reviewed)
    {{ measure('review_development_goal_rate', ['r12'], 'goal_count', 'goal_known_count', persons='goal_known_person_count',
        completeness='case when is_recorded then coalesce(' ~ ratio('goal_known_count', 'review_count') ~ ', 1.0) else 0.0 end', grid='reviewed_with_goals',
        moments=['goal_known_person_count', 'goal_count', 'goal_known_count', 'goals_goals', 'goals_known', 'known_known']) }}

)

select * from plans
union all
select * from goals
union all
select * from alignment
union all
select * from check_ins
union all
select * from reviews
