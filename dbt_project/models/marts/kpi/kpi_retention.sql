{%- set windows = ['month', 'quarter', 'year', 'r12'] -%}
{%- set average_headcount = 'person_days / cast(calendar_days as double)' -%}
with employed as (

    select * from {{ ref('kpi_employed_cells') }}

),

cohorts as (

    select * from {{ ref('kpi_cohort_cells') }}

),

turnover as (

    with cells as (select * from employed)
    {{ measure('turnover_rate', windows, 'exit_count', average_headcount, grid='employed', dimensions=person_dimensions()) }}
    {%- for exit_class in ['voluntary', 'involuntary', 'retirement', 'other', 'unknown'] %}
    union all
    {{ measure('turnover_' ~ exit_class ~ '_rate', ['quarter', 'r12'], 'exit_' ~ exit_class ~ '_count', average_headcount, grid='employed', dimensions=person_dimensions()) }}
    {%- endfor %}
    union all
    {{ measure('regrettable_turnover_rate', ['r12'], 'talent_exit_count', 'talent_days / cast(calendar_days as double)', persons='talent_count', grid='key_talent') }}
    union all
    {{ measure('regrettable_turnover_share', ['r12'], 'talent_exit_count', average_headcount, persons='talent_count', grid='key_talent') }}
    union all
    {{ measure('retention_complement', ['r12'], average_headcount ~ ' - exit_count', average_headcount, grid='employed', dimensions=person_dimensions()) }}

),

retained as (

    with cells as (select * from cohorts)
    {{ measure('retention_rate_12m', ['r12'], 'stayer_count', 'person_count', grid='cohort_12m', dimensions=person_dimensions()) }}

)

select * from turnover
union all
select * from retained
