{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_skill_changes': 'period_end', 'fct_reskillings': 'period_end'}}) }}
with years as (

    {{ all_cells(['r12']) }}

),

measured_years as (

    select distinct period_end from {{ ref('fct_skill_changes') }}

),

cells as (

    select * from years
    union all
    select
        years.period_type, years.period_start, years.period_end, years.calendar_days, years.is_complete, years.history_start, years.followed_to,
        years.org_unit_id, 'skill' as dimension, skills.skill_id as category
    from years
    inner join measured_years
        on years.period_end = measured_years.period_end
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on years.period_end = tree.tree_on
        and years.org_unit_id = tree.org_unit_id
        and tree.distance = 0
        and tree.ancestor_level <= {{ var('skill_levels') }}
    cross join {{ ref('dim_skills') }} as skills
    where skills.is_required

),

-- A person once in `all`, and once by every skill.
people as (

    select
        changes.period_end, changes.person_key, changes.org_unit_id, dimensions.dimension,
        case dimensions.dimension when 'all' then 'all' else changes.skill_id end as category,
        max(case when was_there_throughout and is_required then 1 else 0 end) as base,
        max(case when was_there_throughout and is_required and has_risen then 1 else 0 end) as risen,
        max(case when component = 'learning' then 1 else 0 end) as comparable,
        max(case when component = 'exits' then 1 else 0 end) as left_company,
        max(case when component = 'hires' then 1 else 0 end) as joined,
        max(case when component = 'requirements' then 1 else 0 end) as reassigned,
        max(case when component = 'assessment' then 1 else 0 end) as newly_known,
        sum(gap_before) as gap_before,
        sum(case when component = 'learning' then gap_before end) as learning_before,
        sum(case when component = 'learning' then gap end) as learning_after
        {%- for component in ['exits', 'hires', 'requirements', 'assessment'] %},
        sum(case when component = '{{ component }}' then coalesce(gap, 0) - coalesce(gap_before, 0) end) as {{ component }}_change
        {%- endfor %}
    from {{ ref('fct_skill_changes') }} as changes
    cross join (select 'all' as dimension union all select 'skill') as dimensions
    group by 1, 2, 3, 4, 5

),

sums as (

    select
        people.period_end, tree.ancestor_id as org_unit_id, people.dimension, people.category
        {%- for column in ['base', 'risen', 'comparable', 'left_company', 'joined', 'reassigned', 'newly_known', 'gap_before', 'learning_before',
            'learning_after', 'exits_change', 'hires_change', 'requirements_change', 'assessment_change'] %},
        sum(people.{{ column }}) as {{ column }}
        {%- endfor %}
    from people
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on people.period_end = tree.tree_on
        and people.org_unit_id = tree.org_unit_id
        and (people.dimension = 'all' or tree.ancestor_level <= {{ var('skill_levels') }})
    group by people.period_end, tree.ancestor_id, people.dimension, people.category

),

reskilled as (

    select
        reskillings.period_end, tree.ancestor_id as org_unit_id, 'all' as dimension,
        sum(case when reskillings.is_reskilled then 1 else 0 end) as reskilled,
        sum(case when reskillings.is_reskilled and reskillings.is_placed then 1 else 0 end) as placed
    from {{ ref('fct_reskillings') }} as reskillings
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on reskillings.period_end = tree.tree_on
        and reskillings.org_unit_id = tree.org_unit_id
    group by reskillings.period_end, tree.ancestor_id

)

select
    cells.period_type, cells.period_end, cells.org_unit_id, cells.dimension, cells.category, cells.period_start,
    cells.is_complete and measured_years.period_end is not null as is_complete,
    cells.is_complete and measured_years.period_end is not null and {{ is_followed('placements', 'cells') }} as is_followed
    {%- for column in ['base', 'risen', 'comparable', 'left_company', 'joined', 'reassigned', 'newly_known'] %},
    cast(coalesce(sums.{{ column }}, 0) as bigint) as {{ column }}_count
    {%- endfor %}
    {%- for column in ['gap_before', 'learning_before', 'learning_after', 'exits_change', 'hires_change', 'requirements_change',
        'assessment_change'] %},
    cast(coalesce(sums.{{ column }}, 0) as bigint) as {{ column }}
    {%- endfor %},
    cast(coalesce(reskilled.reskilled, 0) as bigint) as reskilled_count,
    cast(coalesce(reskilled.placed, 0) as bigint) as placed_count
from cells
left join measured_years on cells.period_end = measured_years.period_end
left join sums
    on cells.period_end = sums.period_end and cells.org_unit_id = sums.org_unit_id
    and cells.dimension = sums.dimension and cells.category = sums.category
left join reskilled
    on cells.period_end = reskilled.period_end and cells.org_unit_id = reskilled.org_unit_id and cells.dimension = reskilled.dimension
