{%- set exit_classes = ['voluntary', 'involuntary', 'retirement', 'other', 'unknown'] -%}
with moves as (

    select
        person_key,
        started_on as moved_on,
        hired_into_org_unit_id as org_unit_id,
        1 as is_hire,
        case when is_rehire then 1 else 0 end as is_rehire,
        0 as is_exit,
        0 as is_talent_exit,
        cast(null as {{ dbt.type_string() }}) as exit_class
    from {{ ref('fct_employment_spells') }}

    union all

    select
        person_key,
        last_day_on as moved_on,
        left_from_org_unit_id as org_unit_id,
        0 as is_hire,
        0 as is_rehire,
        1 as is_exit,
        case when was_key_talent_at_exit and exit_class = 'voluntary' then 1 else 0 end as is_talent_exit,
        exit_class
    from {{ ref('fct_employment_spells') }}
    where has_left

),

windowed as (

    select periods.period_type, periods.period_end, moves.*
    from moves
    inner join {{ ref('dim_periods') }} as periods
        on moves.moved_on between periods.period_start and periods.period_end
        and periods.period_type in ('month', 'quarter', 'year', 'r12')

),

members as (

    {{ cell_members('windowed') }}

)

select
    period_type,
    period_end,
    org_unit_id,
    dimension,
    category,
    cast(sum(is_hire) as bigint) as hire_count,
    cast(sum(is_rehire) as bigint) as rehire_count,
    cast(sum(is_exit) as bigint) as exit_count,
    cast(sum(is_talent_exit) as bigint) as talent_exit_count,
    {%- for exit_class in exit_classes %}
    cast(sum(case when exit_class = '{{ exit_class }}' then is_exit else 0 end) as bigint) as exit_{{ exit_class }}_count{{ ',' if not loop.last }}
    {%- endfor %}
from members
group by period_type, period_end, org_unit_id, dimension, category
