{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_enrollments': 'enrolled_on'}}) }}
with placed as (

    select
        positions.grid,
        positions.period_type,
        positions.period_end,
        positions.person_key,
        tree.ancestor_id as org_unit_id,
        1 as is_counted
    from {{ ref('fct_grid_positions') }} as positions
    inner join {{ ref('dim_periods') }} as periods
        on positions.period_type = periods.period_type
        and positions.period_end = periods.period_end
        and periods.has_dimensions
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on positions.period_end = tree.tree_on
        and positions.org_unit_id = tree.org_unit_id
        and tree.is_breakdown_seat

),

-- Days and hours stay in the unit of their day, so that a unit sums over people it does not count. Enrolments too.
elsewhere as (

    select 'employed' as grid, period_type, period_end, person_key, org_unit_id
    from {{ ref('fct_person_windows') }}
    where not is_last_unit
    union all
    select 'enrolled' as grid, periods.period_type, periods.period_end, enrollments.person_key, enrollments.org_unit_id
    from {{ ref('fct_enrollments') }} as enrollments
    inner join {{ ref('dim_periods') }} as periods
        on enrollments.enrolled_on between periods.period_start and periods.period_end
        and periods.period_type in ('quarter', 'year', 'r12')
    where enrollments.is_eligible

),

passing as (

    select distinct
        elsewhere.grid,
        elsewhere.period_type,
        elsewhere.period_end,
        elsewhere.person_key,
        tree.ancestor_id as org_unit_id,
        0 as is_counted
    from elsewhere
    inner join {{ ref('dim_periods') }} as periods
        on elsewhere.period_type = periods.period_type
        and elsewhere.period_end = periods.period_end
        and periods.has_dimensions
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on elsewhere.period_end = tree.tree_on
        and elsewhere.org_unit_id = tree.org_unit_id
        and tree.is_breakdown_seat
    left join placed
        on elsewhere.grid = placed.grid
        and elsewhere.period_type = placed.period_type
        and elsewhere.period_end = placed.period_end
        and elsewhere.person_key = placed.person_key
        and tree.ancestor_id = placed.org_unit_id
    where placed.person_key is null

),

people as (

    select * from placed
    union all
    select * from passing

)

{% for name in person_dimensions() -%}
select
    people.grid,
    people.period_type,
    people.period_end,
    '{{ name }}' as dimension,
    coalesce(attributes.{{ name }}, 'unknown') as category,
    people.org_unit_id,
    cast(sum(people.is_counted) as bigint) as n_persons,
    cast(count(*) as bigint) as n_present
from people
left join {{ ref('fct_person_attributes') }} as attributes
    on people.period_type = attributes.period_type
    and people.period_end = attributes.period_end
    and people.person_key = attributes.person_key
group by people.grid, people.period_type, people.period_end, coalesce(attributes.{{ name }}, 'unknown'), people.org_unit_id
{{ 'union all' if not loop.last }}
{% endfor %}
