{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_survey_index_scores': 'closed_on'}}) }}
{%- set indices = {
    'doi': var('doi_answered_at_least'), 'time_to_learn': 1, 'psychological_safety': var('safety_answered_at_least'),
} -%}
with cells as (

    {{ all_cells(['survey'], by_person=true) }}

),

-- Person means first, of those who answered enough items; then sums over persons (G3).
scores as (

    select 'survey' as period_type, closed_on as period_end, person_key, org_unit_id, index_id, score_micro
    from {{ ref('fct_survey_index_scores') }}
    where
        is_of_period and score_micro is not null
        and ({% for index_id, least in indices.items() -%}
            (index_id = '{{ index_id }}' and answered_count >= {{ least }}){{ ' or ' if not loop.last }}
        {%- endfor %})

),

members as (

    {{ cell_members('scores') }}

),

measured as (

    select
        period_type,
        period_end,
        org_unit_id,
        dimension,
        category,
        {%- for index_id in indices %}
        sum(case when index_id = '{{ index_id }}' then 1 else 0 end) as {{ index_id }}_count,
        sum(case when index_id = '{{ index_id }}' then score_micro else 0 end) as {{ index_id }}_micro,
        sum(case when index_id = '{{ index_id }}' then cast(score_micro as decimal(38, 0)) * score_micro else 0 end)
            as {{ index_id }}_micro_squared{{ ',' if not loop.last }}
        {%- endfor %}
    from members
    group by period_type, period_end, org_unit_id, dimension, category

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    {%- for index_id in indices %}
    cast(coalesce(measured.{{ index_id }}_count, 0) as bigint) as {{ index_id }}_count,
    cast(coalesce(measured.{{ index_id }}_micro, 0) as bigint) as {{ index_id }}_micro,
    cast(coalesce(measured.{{ index_id }}_micro_squared, 0) as decimal(38, 0)) as {{ index_id }}_micro_squared{{ ',' if not loop.last }}
    {%- endfor %}
from cells
left join measured
    on {{ same_cell('cells', 'measured') }}
