{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_person_role_fits': 'measured_on', 'fct_person_skills': 'measured_on'}}) }}
{%- set amounts = ['mean_level', 'mean_decayed_level', 'mean_gap', 'mean_decayed_gap', 'role_fit'] -%}
with units as (

    {{ all_cells(['quarter']) }}

),

-- A cell by skill for the company and its divisions, one for every skill that any role asks.
cells as (

    select * from units
    union all
    select
        units.period_type, units.period_start, units.period_end, units.calendar_days, units.is_complete, units.history_start, units.followed_to,
        units.org_unit_id, 'skill' as dimension, skills.skill_id as category
    from units
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on units.period_end = tree.tree_on
        and units.org_unit_id = tree.org_unit_id
        and tree.distance = 0
        and tree.ancestor_level <= {{ var('skill_levels') }}
    cross join {{ ref('dim_skills') }} as skills
    where skills.is_required

),

-- A person with all that the role asks, and the same person once for every single skill.
measured as (

    select
        measured_on, person_key, org_unit_id, 'all' as dimension, 'all' as category, required_count, assessed_count, self_only_count,
        below_count, below_decayed_count, current_count, mean_level, mean_decayed_level, mean_gap, mean_decayed_gap, role_fit
    from {{ ref('fct_person_role_fits') }}
    union all
    select
        measured_on, person_key, org_unit_id, 'skill' as dimension, skill_id as category,
        1 as required_count, case when is_assessed then 1 else 0 end as assessed_count,
        case when is_self_only then 1 else 0 end as self_only_count,
        case when gap > 0 then 1 else 0 end as below_count,
        case when not is_met_decayed then 1 else 0 end as below_decayed_count,
        case when is_current then 1 else 0 end as current_count,
        level as mean_level, decayed_level as mean_decayed_level, gap as mean_gap, decayed_gap as mean_decayed_gap,
        case when is_assessed then {{ rounded('1000000 * ' ~ ratio('least(level, required_level)', 'required_level')) }} end as role_fit
    from {{ ref('fct_person_skills') }}
    where is_required

),

placed as (

    select periods.period_type, periods.period_end, tree.ancestor_id as cell_unit_id, measured.*
    from measured
    inner join {{ ref('dim_periods') }} as periods
        on measured.measured_on = periods.period_end
        and periods.period_type = 'quarter'
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on measured.measured_on = tree.tree_on
        and measured.org_unit_id = tree.org_unit_id
        and (measured.dimension = 'all' or tree.ancestor_level <= {{ var('skill_levels') }})

),

sums as (

    select
        period_type, period_end, cell_unit_id, dimension, category,
        count(*) as person_count,
        sum(required_count) as required_count,
        sum(assessed_count) as assessed_count,
        sum(self_only_count) as self_only_count,
        sum(current_count) as current_count,
        sum(case when assessed_count > 0 then 1 else 0 end) as assessed_person_count,
        sum(case when below_count > 0 then 1 else 0 end) as below_person_count,
        sum(case when below_decayed_count > 0 then 1 else 0 end) as below_decayed_person_count,
        count(role_fit) as fit_person_count,
        sum(required_count * required_count) as required_squared,
        sum(assessed_count * required_count) as assessed_by_required,
        sum(assessed_count * assessed_count) as assessed_squared,
        sum(current_count * required_count) as current_by_required,
        sum(current_count * current_count) as current_squared
        {%- for amount in amounts %},
        sum({{ amount }}) as {{ amount }}_sum,
        sum(cast({{ amount }} as decimal(38, 0)) * {{ amount }}) as {{ amount }}_squared,
        percentile_cont(0.5) within group (order by {{ amount }}) as {{ amount }}_median
        {%- endfor %}
    from placed
    group by period_type, period_end, cell_unit_id, dimension, category

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete
    {%- for count in [
        'person_count', 'required_count', 'assessed_count', 'self_only_count', 'current_count', 'assessed_person_count', 'below_person_count',
        'below_decayed_person_count', 'fit_person_count', 'required_squared', 'assessed_by_required', 'assessed_squared', 'current_by_required',
        'current_squared',
    ] %},
    cast(coalesce(sums.{{ count }}, 0) as bigint) as {{ count }}
    {%- endfor %}
    {%- for amount in amounts %},
    cast(coalesce(sums.{{ amount }}_sum, 0) as bigint) as {{ amount }}_sum,
    cast(coalesce(sums.{{ amount }}_squared, 0) as decimal(38, 0)) as {{ amount }}_squared,
    sums.{{ amount }}_median
    {%- endfor %}
from cells
left join sums
    on cells.period_type = sums.period_type
    and cells.period_end = sums.period_end
    and cells.org_unit_id = sums.cell_unit_id
    and cells.dimension = sums.dimension
    and cells.category = sums.category
