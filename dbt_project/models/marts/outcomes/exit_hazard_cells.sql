with newest_tree as (

    select coalesce(max(case when tree.tree_on <= company.as_of then tree.tree_on end), min(tree.tree_on)) as tree_on
    from (select distinct tree_on from {{ ref('brg_org_unit_ancestors') }}) as tree
    cross join {{ ref('dim_companies') }} as company

),

divisions as (

    select tree.org_unit_id, tree.ancestor_id as division_id
    from {{ ref('brg_org_unit_ancestors') }} as tree
    inner join newest_tree
        on tree.tree_on = newest_tree.tree_on
    where tree.ancestor_level = 1

),

stretches as (

    select
        divisions.division_id,
        {{ days_between('spells.started_on', 'greatest(segments.segment_from, spells.history_start)') }} as from_offset,
        {{ days_between('spells.started_on', 'segments.segment_to') }} as to_offset,
        -- Months that are not over by the as-of date are left out for everybody, whoever left in them.
        {{ first_tenure_month(days_between('spells.started_on', 'company.as_of') ~ ' + 2') }} - 1 as seen_to_month,
        case when spells.has_left then {{ tenure_month_of(days_between('spells.started_on', 'spells.last_day_on')) }} end as exit_month
    from {{ ref('fct_employment_segments') }} as segments
    inner join {{ ref('fct_employment_spells') }} as spells
        on segments.person_key = spells.person_key
        and segments.spell_number = spells.spell_number
    left join divisions
        on segments.org_unit_id = divisions.org_unit_id
    cross join {{ ref('dim_companies') }} as company
    where segments.segment_to > spells.history_start

),

at_risk as (

    select
        division_id,
        {{ first_tenure_month('from_offset') }} as from_month,
        least({{ first_tenure_month('to_offset') }}, seen_to_month) as to_month,
        exit_month
    from stretches

),

changes as (

    {% for unit in ["'company'", 'division_id'] -%}
    select {{ unit }} as org_unit_id, from_month as tenure_month, 1 as entered, 0 as n_exits from at_risk where from_month < to_month
    union all
    select {{ unit }}, to_month, -1, 0 from at_risk where from_month < to_month
    union all
    -- An exit belongs to where its month began.
    select {{ unit }}, exit_month, 0, 1 from at_risk where exit_month >= from_month and exit_month < to_month
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

summed as (

    select org_unit_id, tenure_month, sum(entered) as entered, sum(n_exits) as n_exits
    from changes
    where org_unit_id is not null
    group by org_unit_id, tenure_month

),

months as (

    select units.org_unit_id, cast(positions.position as integer) as tenure_month
    from (select distinct org_unit_id from summed) as units
    cross join ({{ positions(1200) }}) as positions
    where positions.position < (select max(tenure_month) from summed)

)

select
    months.org_unit_id,
    months.tenure_month,
    cast(sum(coalesce(summed.entered, 0)) over (
        partition by months.org_unit_id order by months.tenure_month nulls last rows between unbounded preceding and current row
    ) as bigint) as n_at_risk,
    cast(coalesce(summed.n_exits, 0) as bigint) as n_exits
from months
left join summed
    on months.org_unit_id = summed.org_unit_id
    and months.tenure_month = summed.tenure_month
