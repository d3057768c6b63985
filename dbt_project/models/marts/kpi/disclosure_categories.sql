with placed as (

    select
        positions.grid,
        positions.period_type,
        positions.period_end,
        positions.person_key,
        positions.org_unit_id,
        1 as is_counted
    from {{ ref('fct_grid_positions') }} as positions
    inner join {{ ref('dim_periods') }} as periods
        on positions.period_type = periods.period_type
        and positions.period_end = periods.period_end
        and periods.has_dimensions

),

-- Days and hours stay in the unit of their day, so that a unit sums over people it does not count.
passed_through as (

    select
        'employed' as grid,
        windows.period_type,
        windows.period_end,
        windows.person_key,
        windows.org_unit_id,
        0 as is_counted
    from {{ ref('fct_person_windows') }} as windows
    inner join {{ ref('dim_periods') }} as periods
        on windows.period_type = periods.period_type
        and windows.period_end = periods.period_end
        and periods.has_dimensions
    where not windows.is_last_unit

),

-- Enrolments too: they stay in the unit of their day.
enrolled_elsewhere as (

    select distinct
        'enrolled' as grid,
        periods.period_type,
        periods.period_end,
        enrollments.person_key,
        enrollments.org_unit_id,
        0 as is_counted
    from {{ ref('fct_enrollments') }} as enrollments
    inner join {{ ref('dim_periods') }} as periods
        on enrollments.enrolled_on between periods.period_start and periods.period_end
        and periods.period_type in ('quarter', 'year', 'r12')
        and periods.has_dimensions
    left join placed
        on periods.period_type = placed.period_type
        and periods.period_end = placed.period_end
        and enrollments.person_key = placed.person_key
        and enrollments.org_unit_id = placed.org_unit_id
        and placed.grid = 'enrolled'
    where enrollments.is_eligible and placed.person_key is null

),

people as (

    select * from placed
    union all
    select * from passed_through
    union all
    select * from enrolled_elsewhere

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
