{%- set windows = ['quarter', 'r12'] -%}
{%- set dimensions = ['gender', 'age_band'] -%}
{#- A window that the register of absence does not cover, people without FTE and absence without a percentage: none of it is known (RULE-9). -#}
{%- set known = "case when is_covered then coalesce(" ~ ratio('fte_known_days - percent_unknown_days', 'person_days') ~ ", 1.0) else 0 end" -%}
{%- set reported = "case when is_covered then 1.0 else 0 end" -%}
with absence as (

    select * from {{ ref('kpi_absence_cells') }}

),

-- The four lengths split the rate, and nothing else: no person has one length.
by_length as (

    {%- for name in ['short', 'medium', 'long', 'very_long'] %}
    select
        absence.period_type,
        absence.period_start,
        absence.period_end,
        absence.org_unit_id,
        'absence_length' as dimension,
        '{{ name }}' as category,
        absence.is_complete,
        absence.is_covered,
        absence.person_count,
        absence.present_count,
        absence.person_days,
        absence.fte_known_days,
        absence.percent_unknown_days,
        absence.employed_micro_days,
        absence.absent_{{ name }}_micro_days as absent_micro_days,
        absence.absent_{{ name }}_squared as absent_squared,
        absence.absent_{{ name }}_by_employed as absent_by_employed,
        absence.employed_squared
    from absence
    inner join {{ ref('brg_org_unit_ancestors') }} as units
        on absence.period_end = units.tree_on
        and absence.org_unit_id = units.org_unit_id
        and units.distance = 0
        and units.ancestor_level <= 1
    where absence.dimension = 'all'
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

rates as (

    select
        period_type, period_start, period_end, org_unit_id, dimension, category, is_complete, is_covered, person_count, present_count, person_days,
        fte_known_days, percent_unknown_days, employed_micro_days, absent_micro_days, absent_squared, absent_by_employed, employed_squared
    from absence
    union all
    select * from by_length

),

rate_measures as (

    with cells as (select * from rates)
    {{ measure('absence_rate', windows, 'absent_micro_days / cast(1000000 as double)', 'employed_micro_days / cast(1000000 as double)', grid='absence',
        value=ratio('absent_micro_days', 'employed_micro_days'), completeness=known, dimensions=dimensions + ['absence_length'],
        moments=['present_count', 'absent_micro_days', 'employed_micro_days', 'absent_squared', 'absent_by_employed', 'employed_squared']) }}

),

case_measures as (

    with cells as (select * from absence)
    {{ measure('absence_frequency', windows, 'report_count', 'person_days / cast(365 as double)', grid='absence', completeness=reported, dimensions=dimensions) }}
    union all
    {{ measure('absence_frequency_merged28', windows, 'merged_report_count', 'person_days / cast(365 as double)', grid='absence', completeness=reported, dimensions=dimensions) }}
    union all
    {{ measure('absence_duration_mean', windows, 'recovered_days', 'recovered_count', grid='recovered', persons='recovered_person_count', completeness=reported,
        moments=['recovered_person_count', 'recovered_days', 'recovered_count', 'recovered_days_squared', 'recovered_days_by_count', 'recovered_count_squared']) }}

)

select * from rate_measures
union all
select * from case_measures
