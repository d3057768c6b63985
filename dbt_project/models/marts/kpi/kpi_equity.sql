{%- set dimensions = ['gender', 'age_band', 'part_time', 'contract_type'] -%}
{%- set windows = ['quarter', 'year', 'r12'] -%}
{%- set recorded = 'case when is_recorded then 1.0 else 0.0 end' -%}
{%- set level_known = 'coalesce(' ~ ratio('level_known_days + other_level_known_days', 'person_days + other_person_days') ~ ', 1.0)' -%}
with access as (

    select
        cells.*,
        coalesce(cells.period_start >= coverage.covered_from and cells.period_end <= coverage.covered_to, false) as is_recorded
    from (
        {{ beside_the_rest(ref('kpi_employed_cells'), ['person_count', 'present_count', 'person_days', 'minutes', 'participant_count', 'minutes_minutes', 'minutes_days', 'days_days']) }}
    ) as cells
    left join {{ ref('dim_learning_coverage') }} as coverage
        on true

),

advancement as (

    {{ beside_the_rest(ref('kpi_mobility_cells'), ['person_count', 'person_days', 'level_known_days', 'promotion_count', 'promotion_squared', 'promotion_by_days', 'days_squared']) }}

),

planning as (

    select
        cells.*,
        coalesce(cells.period_end between coverage.covered_from and coverage.covered_to, false) as is_recorded
    from (
        {{ beside_the_rest(ref('kpi_plan_cells'), ['settled_count', 'settled_planned_count'], kept=[]) }}
    ) as cells
    left join {{ ref('dim_talent_coverage') }} as coverage
        on coverage.process = 'plans'

),

access_measures as (

    with cells as (select * from access)
    {{ measure('participation_rate_ever_equity', windows, ratio('participant_count', 'person_count'), ratio('other_participant_count', 'other_person_count'),
        persons='least(person_count, other_person_count)', completeness=recorded, grid='employed',
        moments=['person_count + other_person_count', 'participant_count', 'person_count', 'other_participant_count', 'other_person_count',
            'participant_count', 'participant_count', '0', '0', 'person_count', '0', '0', 'other_participant_count', 'other_participant_count', 'other_person_count'],
        dimensions=dimensions, has_total=false) }}
    union all
    {{ measure('learning_hours_per_employee_equity', windows, ratio('minutes * calendar_days', '60 * person_days'), ratio('other_minutes * calendar_days', '60 * other_person_days'),
        persons='least(person_count, other_person_count)', completeness=recorded, grid='employed',
        moments=['present_count + other_present_count', 'minutes', 'person_days', 'other_minutes', 'other_person_days',
            'minutes_minutes', 'minutes_days', '0', '0', 'days_days', '0', '0', 'other_minutes_minutes', 'other_minutes_days', 'other_days_days'],
        dimensions=dimensions, has_total=false) }}

),

advancement_measures as (

    with cells as (select * from advancement)
    {{ measure('promotion_rate_equity', ['year', 'r12'], ratio('promotion_count * calendar_days', 'person_days'), ratio('other_promotion_count * calendar_days', 'other_person_days'),
        persons='least(person_count, other_person_count)', completeness=level_known, grid='employed',
        moments=['person_count + other_person_count', 'promotion_count', 'person_days', 'other_promotion_count', 'other_person_days',
            'promotion_squared', 'promotion_by_days', '0', '0', 'days_squared', '0', '0', 'other_promotion_squared', 'other_promotion_by_days', 'other_days_squared'],
        dimensions=dimensions, has_total=false) }}

),

planning_measures as (

    with cells as (select * from planning)
    {{ measure('pdp_coverage_rate_equity', ['day'], ratio('settled_planned_count', 'settled_count'), ratio('other_settled_planned_count', 'other_settled_count'),
        persons='least(settled_count, other_settled_count)', completeness=recorded, grid='settled',
        moments=['settled_count + other_settled_count', 'settled_planned_count', 'settled_count', 'other_settled_planned_count', 'other_settled_count',
            'settled_planned_count', 'settled_planned_count', '0', '0', 'settled_count', '0', '0', 'other_settled_planned_count', 'other_settled_planned_count', 'other_settled_count'],
        dimensions=dimensions, has_total=false) }}

)

select * from access_measures
union all
select * from advancement_measures
union all
select * from planning_measures
