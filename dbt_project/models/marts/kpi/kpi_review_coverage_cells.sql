{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_employment_segments': ['segment_from', 'segment_to']}}) }}
with reviewed as (

    select distinct period_type, period_end, person_key from {{ ref('fct_review_windows') }}

),

employed as (

    select
        periods.period_type,
        periods.period_end,
        segments.person_key,
        segments.org_unit_id,
        reviewed.person_key is not null as is_reviewed
    from {{ ref('dim_periods') }} as periods
    inner join {{ ref('fct_employment_segments') }} as segments
        on periods.period_end >= segments.segment_from
        and periods.period_end < segments.segment_to
    left join reviewed
        on periods.period_type = reviewed.period_type
        and periods.period_end = reviewed.period_end
        and segments.person_key = reviewed.person_key
    where periods.period_type = 'r12'

)

select * from (
{{ summed_cells('employed', ['r12'], {'reviewed_count': flag('is_reviewed')}) }}
) as summed
