{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_employment_segments': ['segment_from', 'segment_to']}}) }}
with employed as (

    select
        'day' as period_type,
        days.period_end,
        segments.person_key,
        segments.org_unit_id,
        {{ days_between('segments.service_started_on', 'days.period_end') }} + 1 >= {{ var('plan_tenure_days') }} as is_settled,
        plans.person_key is not null as has_plan
    from {{ ref('dim_periods') }} as days
    inner join {{ ref('fct_employment_segments') }} as segments
        on days.period_end >= segments.segment_from
        and days.period_end < segments.segment_to
    left join {{ ref('fct_active_plans') }} as plans
        on segments.person_key = plans.person_key
        and days.period_end >= plans.active_from
        and days.period_end < plans.active_to
    where days.period_type = 'day'

)

select * from (
{{ summed_cells('employed', ['day'], {
    'planned_count': flag('has_plan'),
    'settled_count': flag('is_settled'),
    'settled_planned_count': flag('is_settled and has_plan'),
}) }}
) as summed
