{%- set dimensions = ['gender', 'age_band', 'part_time', 'contract_type'] -%}
{%- set windows = ['quarter', 'year', 'r12'] -%}
{%- set sums = ['person_count', 'present_count', 'person_days', 'minutes', 'participant_count', 'minutes_minutes', 'minutes_days', 'days_days'] -%}
{#- Nobody is in two categories of a dimension, so that the rest of a unit is the unit minus the category, sums of squares too. -#}
with cells as (

    select
        parts.period_type,
        parts.period_start,
        parts.period_end,
        parts.org_unit_id,
        parts.dimension,
        parts.category,
        parts.is_complete,
        parts.calendar_days,
        coalesce(parts.period_start >= coverage.covered_from and parts.period_end <= coverage.covered_to, false) as is_recorded,
        {%- for column in sums %}
        parts.{{ column }},
        wholes.{{ column }} - parts.{{ column }} as other_{{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('kpi_employed_cells') }} as parts
    inner join {{ ref('kpi_employed_cells') }} as wholes
        on parts.period_type = wholes.period_type
        and parts.period_end = wholes.period_end
        and parts.org_unit_id = wholes.org_unit_id
        and wholes.dimension = 'all'
    left join {{ ref('dim_learning_coverage') }} as coverage
        on true
    where parts.dimension <> 'all'

)

{{ measure('participation_rate_ever_equity', windows, ratio('participant_count', 'person_count'), ratio('other_participant_count', 'other_person_count'),
    persons='least(person_count, other_person_count)', completeness='case when is_recorded then 1.0 else 0.0 end', grid='employed',
    moments=['person_count + other_person_count', 'participant_count', 'person_count', 'other_participant_count', 'other_person_count',
        'participant_count', 'participant_count', '0', '0', 'person_count', '0', '0', 'other_participant_count', 'other_participant_count', 'other_person_count'],
    dimensions=dimensions, has_total=false) }}
union all
{{ measure('learning_hours_per_employee_equity', windows, ratio('minutes * calendar_days', '60 * person_days'), ratio('other_minutes * calendar_days', '60 * other_person_days'),
    persons='least(person_count, other_person_count)', completeness='case when is_recorded then 1.0 else 0.0 end', grid='employed',
    moments=['present_count + other_present_count', 'minutes', 'person_days', 'other_minutes', 'other_person_days',
        'minutes_minutes', 'minutes_days', '0', '0', 'days_days', '0', '0', 'other_minutes_minutes', 'other_minutes_days', 'other_days_days'],
    dimensions=dimensions, has_total=false) }}
