with cells as (

    {{ all_cells(['survey'], by_person=true) }}
    union all
    -- Items are broken down at the company and its divisions; whichever is shared in the period.
    select
        units.period_type, units.period_start, units.period_end, units.calendar_days, units.is_complete, units.history_start, units.followed_to,
        units.org_unit_id, 'item' as dimension, items.item_key as category
    from ({{ all_cells(['survey']) }}) as units
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on units.period_end = tree.tree_on
        and units.org_unit_id = tree.org_unit_id
        and tree.distance = 0
        and tree.ancestor_level <= 1
    inner join (select distinct period_end, item_key from {{ ref('fct_survey_changes') }} where item_key <> 'all') as items
        on units.period_end = items.period_end

),

overall as (

    select * from {{ ref('fct_survey_changes') }} where item_key = 'all'

),

by_item as (

    select * from {{ ref('fct_survey_changes') }} where item_key <> 'all'

),

members as (

    {{ cell_members('overall') }}
    union all
    select
        {{ all_but('changes', 'org_unit_id') }},
        tree.ancestor_id as org_unit_id,
        'item' as dimension,
        changes.item_key as category
    from by_item as changes
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on changes.period_end = tree.tree_on
        and changes.org_unit_id = tree.org_unit_id
        and tree.ancestor_level <= 1

),

measured as (

    select
        period_type,
        period_end,
        org_unit_id,
        dimension,
        category,
        count(*) as person_count,
        count(now_micro) as now_count,
        sum(coalesce(now_micro, 0)) as now_micro,
        sum(coalesce(cast(now_micro as decimal(38, 0)) * now_micro, 0)) as now_squared,
        count(before_micro) as before_count,
        sum(coalesce(before_micro, 0)) as before_micro,
        sum(coalesce(cast(before_micro as decimal(38, 0)) * before_micro, 0)) as before_squared,
        sum(case when now_micro is not null and before_micro is not null then 1 else 0 end) as both_count,
        sum(case when before_micro is not null then coalesce(now_micro, 0) else 0 end) as both_now_micro,
        sum(case when now_micro is not null then coalesce(before_micro, 0) else 0 end) as both_before_micro,
        sum(case when before_micro is not null then coalesce(cast(now_micro as decimal(38, 0)) * now_micro, 0) else 0 end) as both_now_squared,
        sum(coalesce(cast(now_micro as decimal(38, 0)) * before_micro, 0)) as both_product,
        sum(case when now_micro is not null then coalesce(cast(before_micro as decimal(38, 0)) * before_micro, 0) else 0 end) as both_before_squared
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
    {%- for column in ['person_count', 'now_count', 'now_micro', 'before_count', 'before_micro', 'both_count', 'both_now_micro', 'both_before_micro'] %}
    cast(coalesce(measured.{{ column }}, 0) as bigint) as {{ column }},
    {%- endfor %}
    {%- for column in ['now_squared', 'before_squared', 'both_now_squared', 'both_product', 'both_before_squared'] %}
    cast(coalesce(measured.{{ column }}, 0) as decimal(38, 0)) as {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
from cells
left join measured
    on {{ same_cell('cells', 'measured') }}
