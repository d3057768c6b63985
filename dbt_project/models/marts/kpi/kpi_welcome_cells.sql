with months as (

    select distinct period_type, period_end, hired_in from {{ ref('fct_onboarding_windows') }}

),

cells as (

    {{ all_cells(['quarter', 'r12']) }}
    union all
    select
        units.period_type, units.period_start, units.period_end, units.calendar_days, units.is_complete, units.history_start, units.followed_to,
        units.org_unit_id, 'hire_cohort' as dimension, months.hired_in as category
    from ({{ all_cells(['quarter', 'r12']) }}) as units
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on units.period_end = tree.tree_on
        and units.org_unit_id = tree.org_unit_id
        and tree.distance = 0
        and tree.ancestor_level <= 1
    inner join months
        on units.period_type = months.period_type
        and units.period_end = months.period_end

),

members as (

    select
        people.period_type, people.period_end, people.score_micro, tree.ancestor_id as org_unit_id, 'all' as dimension, 'all' as category
    from {{ ref('fct_onboarding_windows') }} as people
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on people.period_end = tree.tree_on
        and people.org_unit_id = tree.org_unit_id
    where people.is_last
    union all
    select
        people.period_type, people.period_end, people.score_micro, tree.ancestor_id, 'hire_cohort', people.hired_in
    from {{ ref('fct_onboarding_windows') }} as people
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on people.period_end = tree.tree_on
        and people.org_unit_id = tree.org_unit_id
        and tree.ancestor_level <= 1

),

measured as (

    select
        period_type, period_end, org_unit_id, dimension, category,
        count(*) as person_count,
        sum(score_micro) as score_micro,
        sum(cast(score_micro as decimal(38, 0)) * score_micro) as score_micro_squared
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
    -- Complete when who was hired last has had the time to answer.
    cells.is_complete and {{ is_followed('newcomers_answers', 'cells') }} as is_complete,
    cast(coalesce(measured.person_count, 0) as bigint) as person_count,
    cast(coalesce(measured.score_micro, 0) as bigint) as score_micro,
    cast(coalesce(measured.score_micro_squared, 0) as decimal(38, 0)) as score_micro_squared
from cells
left join measured
    on {{ same_cell('cells', 'measured') }}
