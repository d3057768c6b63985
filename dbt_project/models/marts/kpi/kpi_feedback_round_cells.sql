with cycles as (

    select distinct period_type, period_end, cycle_id from {{ ref('fct_feedback_windows') }}

),

cells as (

    {{ all_cells(['quarter', 'r12'], by_person=true) }}
    union all
    select
        units.period_type, units.period_start, units.period_end, units.calendar_days, units.is_complete, units.history_start, units.followed_to,
        units.org_unit_id, 'cycle' as dimension, cycles.cycle_id as category
    from ({{ all_cells(['quarter', 'r12']) }}) as units
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on units.period_end = tree.tree_on
        and units.org_unit_id = tree.org_unit_id
        and tree.distance = 0
        and tree.ancestor_level <= 1
    inner join cycles
        on units.period_type = cycles.period_type
        and units.period_end = cycles.period_end

),

last_rounds as (

    select * from {{ ref('fct_feedback_windows') }} where is_last

),

members as (

    {{ cell_members('last_rounds') }}
    union all
    select
        {{ all_but('rounds', 'org_unit_id') }},
        tree.ancestor_id as org_unit_id,
        'cycle' as dimension,
        rounds.cycle_id as category
    from {{ ref('fct_feedback_windows') }} as rounds
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on rounds.period_end = tree.tree_on
        and rounds.org_unit_id = tree.org_unit_id
        and tree.ancestor_level <= 1

),

measured as (

    select
        period_type,
        period_end,
        org_unit_id,
        dimension,
        category,
        count(self_micro) as rated_count,
        sum(coalesce(self_micro, 0)) as self_micro,
        sum(coalesce(others_micro, 0)) as others_micro,
        sum(coalesce(cast(self_micro as decimal(38, 0)) * self_micro, 0)) as self_self,
        sum(coalesce(cast(self_micro as decimal(38, 0)) * others_micro, 0)) as self_others,
        sum(coalesce(cast(others_micro as decimal(38, 0)) * others_micro, 0)) as others_others,
        percentile_cont(0.5) within group (order by self_micro - others_micro) as gap_micro_median,
        count(case when comment_count > 0 then 1 end) as commented_count,
        sum(comment_count) as comment_count,
        sum(actionable_comment_count) as actionable_count,
        sum(cast(comment_count as bigint) * comment_count) as comment_comment,
        sum(cast(actionable_comment_count as bigint) * comment_count) as actionable_comment,
        sum(cast(actionable_comment_count as bigint) * actionable_comment_count) as actionable_actionable
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
    {%- for column in ['rated_count', 'self_micro', 'others_micro', 'commented_count', 'comment_count', 'actionable_count', 'comment_comment', 'actionable_comment',
        'actionable_actionable'] %}
    cast(coalesce(measured.{{ column }}, 0) as bigint) as {{ column }},
    {%- endfor %}
    {%- for column in ['self_self', 'self_others', 'others_others'] %}
    cast(coalesce(measured.{{ column }}, 0) as decimal(38, 0)) as {{ column }},
    {%- endfor %}
    measured.gap_micro_median
from cells
left join measured
    on {{ same_cell('cells', 'measured') }}
