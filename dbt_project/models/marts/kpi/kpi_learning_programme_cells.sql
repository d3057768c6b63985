{%- set outcomes = ['assigned', 'enrolled', 'taken', 'seated', 'gain', 'gain_hake', 'gain_raw'] -%}
{%- set summed = ['numerator', 'denominator', 'known_count', 'unknown_count'] -%}
with cells as (

    {{ all_cells(['quarter', 'year', 'r12']) }}

),

-- The company and its divisions only: below, most cells would hold fewer people than may be shown.
units as (

    select periods.period_type, periods.period_end, tree.org_unit_id, tree.ancestor_id
    from {{ ref('dim_periods') }} as periods
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on periods.period_end = tree.tree_on
        and tree.ancestor_level <= 1
    where periods.has_dimensions

),

measured as (

    select
        windows.outcome,
        windows.period_type,
        windows.period_end,
        units.ancestor_id as org_unit_id,
        windows.category,
        count(*) as person_count,
        {%- for column in summed %}
        sum(windows.{{ column }}) as {{ column }},
        {%- endfor %}
        sum(cast(windows.numerator as decimal(38, 0)) * windows.numerator) as numerator_squared,
        sum(cast(windows.numerator as decimal(38, 0)) * windows.denominator) as numerator_by_denominator,
        sum(cast(windows.denominator as decimal(38, 0)) * windows.denominator) as denominator_squared
    from {{ ref('fct_learning_outcome_windows') }} as windows
    inner join units
        on windows.period_type = units.period_type
        and windows.period_end = units.period_end
        and windows.org_unit_id = units.org_unit_id
    where windows.dimension = 'programme'
    group by windows.outcome, windows.period_type, windows.period_end, units.ancestor_id, windows.category

)

select
    outcomes.outcome,
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    'programme' as dimension,
    programmes.programme_id as category,
    cells.period_start,
    cells.is_complete,
    cells.followed_to,
    {%- for column in ['person_count'] + summed %}
    cast(coalesce(measured.{{ column }}, 0) as bigint) as {{ column }},
    {%- endfor %}
    {%- for column in ['numerator_squared', 'numerator_by_denominator', 'denominator_squared'] %}
    cast(coalesce(measured.{{ column }}, 0) as decimal(38, 0)) as {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
from cells
inner join (select distinct period_type, period_end, ancestor_id from units) as shown
    on cells.period_type = shown.period_type
    and cells.period_end = shown.period_end
    and cells.org_unit_id = shown.ancestor_id
cross join {{ ref('dim_programmes') }} as programmes
cross join (
    {% for outcome in outcomes -%}
    select '{{ outcome }}' as outcome{{ ' union all' if not loop.last }}
    {% endfor %}
) as outcomes
left join measured
    on outcomes.outcome = measured.outcome
    and cells.period_type = measured.period_type
    and cells.period_end = measured.period_end
    and cells.org_unit_id = measured.org_unit_id
    and programmes.programme_id = measured.category
