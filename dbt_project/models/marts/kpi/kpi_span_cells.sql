{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_employment_segments': ['segment_from', 'segment_to']}}) }}
with cells as (

    {{ all_cells(['day']) }}

),

spans as (

    select
        spans.counted_on as period_end,
        tree.ancestor_id as org_unit_id,
        count(*) as manager_count,
        sum(spans.report_count) as report_count
    from {{ ref('fct_reporting_spans') }} as spans
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on spans.counted_on = tree.tree_on
        and spans.org_unit_id = tree.org_unit_id
    group by spans.counted_on, tree.ancestor_id

),

-- Somebody at the top has nobody above: that a manager has no manager is not unknown.
heads as (

    select
        days.period_end,
        tree.ancestor_id as org_unit_id,
        count(*) as person_count,
        sum(case when segments.manager_key is not null or segments.is_manager then 1 else 0 end) as line_known_count
    from (select distinct period_end from cells) as days
    inner join {{ ref('fct_employment_segments') }} as segments
        on days.period_end >= segments.segment_from
        and days.period_end < segments.segment_to
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on days.period_end = tree.tree_on
        and segments.org_unit_id = tree.org_unit_id
    group by days.period_end, tree.ancestor_id

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    cast(coalesce(heads.person_count, 0) as bigint) as person_count,
    cast(coalesce(heads.line_known_count, 0) as bigint) as line_known_count,
    cast(coalesce(spans.manager_count, 0) as bigint) as manager_count,
    cast(coalesce(spans.report_count, 0) as bigint) as report_count
from cells
left join heads
    on cells.period_end = heads.period_end
    and cells.org_unit_id = heads.org_unit_id
left join spans
    on cells.period_end = spans.period_end
    and cells.org_unit_id = spans.org_unit_id
