{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_skill_discrepancies': 'observed_on'}}) }}
with years as (

    {{ all_cells(['r12']) }}

),

cells as (

    select * from years
    union all
    select
        years.period_type, years.period_start, years.period_end, years.calendar_days, years.is_complete, years.history_start, years.followed_to,
        years.org_unit_id, 'skill' as dimension, skills.skill_id as category
    from years
    inner join {{ ref('dim_periods') }} as periods
        on years.period_type = periods.period_type
        and years.period_end = periods.period_end
        and periods.has_dimensions
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on years.period_end = tree.tree_on
        and years.org_unit_id = tree.org_unit_id
        and tree.distance = 0
        and tree.ancestor_level <= {{ var('skill_levels') }}
    cross join {{ ref('dim_skills') }} as skills
    where skills.is_required

),

-- In the unit of the person's last day in the window; a person is the mean of what was rated of them.
people as (

    select
        windows.period_end, windows.person_key, windows.org_unit_id, dimensions.dimension,
        case dimensions.dimension when 'all' then 'all' else ratings.skill_id end as category,
        {{ rounded(ratio('sum(ratings.difference)', 'count(*)')) }} as difference
    from {{ ref('fct_skill_discrepancies') }} as ratings
    inner join {{ ref('fct_person_windows') }} as windows
        on ratings.person_key = windows.person_key
        and windows.period_type = 'r12'
        and windows.is_last_unit
    inner join {{ ref('dim_periods') }} as periods
        on windows.period_type = periods.period_type
        and windows.period_end = periods.period_end
        and ratings.observed_on between periods.period_start and periods.period_end
    cross join (select 'all' as dimension union all select 'skill') as dimensions
    group by 1, 2, 3, 4, 5

),

sums as (

    select
        people.period_end, tree.ancestor_id as org_unit_id, people.dimension, people.category,
        count(*) as paired_count,
        sum(people.difference) as difference
    from people
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on people.period_end = tree.tree_on
        and people.org_unit_id = tree.org_unit_id
    group by people.period_end, tree.ancestor_id, people.dimension, people.category

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    cast(coalesce(sums.paired_count, 0) as bigint) as paired_count,
    cast(coalesce(sums.difference, 0) as bigint) as difference
from cells
left join sums
    on cells.period_end = sums.period_end
    and cells.org_unit_id = sums.org_unit_id
    and cells.dimension = sums.dimension
    and cells.category = sums.category
