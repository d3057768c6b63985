{{ config(meta={'window': ['coarse_type', 'coarse_end'], 'by_window': {'dim_periods': 'windows within', 'fct_grid_positions': 'windows within', 'fct_person_attributes': 'windows within', 'brg_org_unit_ancestors': 'tree_on'}}) }}
with windows as (

    select period_type, period_start, period_end
    from {{ ref('dim_periods') }}
    where period_type in ('quarter', 'year', 'r12') and has_dimensions and is_complete

),

pairs as (

    select
        fine.period_type as fine_type,
        fine.period_end as fine_end,
        coarse.period_type as coarse_type,
        coarse.period_end as coarse_end
    from windows as fine
    inner join windows as coarse
        on {{ lies_within('fine', 'coarse') }}
    where fine.period_type = 'quarter'

),

people as (

    select positions.grid, tree.ancestor_id as org_unit_id, attributes.*
    from {{ ref('fct_grid_positions') }} as positions
    inner join windows
        on positions.period_type = windows.period_type
        and positions.period_end = windows.period_end
    -- Every unit has such a seat. A left join all the same: attributes joined to the tree of their day before the positions are there would be everybody in every unit.
    left join {{ ref('brg_org_unit_ancestors') }} as tree
        on positions.period_end = tree.tree_on
        and positions.org_unit_id = tree.org_unit_id
        and tree.is_breakdown_seat
    inner join {{ ref('fct_person_attributes') }} as attributes
        on positions.period_type = attributes.period_type
        and positions.period_end = attributes.period_end
        and positions.person_key = attributes.person_key

),

compared as (

    select
        coarse.grid,
        pairs.fine_type, pairs.fine_end, pairs.coarse_type, pairs.coarse_end,
        fine.org_unit_id as fine_unit,
        coarse.org_unit_id as coarse_unit,
        {%- for name in person_dimensions() %}
        fine.{{ name }} as fine_{{ name }},
        coarse.{{ name }} as coarse_{{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from pairs
    inner join people as coarse
        on pairs.coarse_type = coarse.period_type
        and pairs.coarse_end = coarse.period_end
    left join people as fine
        on pairs.fine_type = fine.period_type
        and pairs.fine_end = fine.period_end
        and coarse.grid = fine.grid
        and coarse.person_key = fine.person_key

    union all

    -- In the fine window only: a manager of March who is none at the end of the year.
    select
        fine.grid,
        pairs.fine_type, pairs.fine_end, pairs.coarse_type, pairs.coarse_end,
        fine.org_unit_id as fine_unit,
        cast(null as {{ dbt.type_string() }}) as coarse_unit,
        {%- for name in person_dimensions() %}
        fine.{{ name }} as fine_{{ name }},
        cast(null as {{ dbt.type_string() }}) as coarse_{{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from pairs
    inner join people as fine
        on pairs.fine_type = fine.period_type
        and pairs.fine_end = fine.period_end
    left join people as coarse
        on pairs.coarse_type = coarse.period_type
        and pairs.coarse_end = coarse.period_end
        and fine.grid = coarse.grid
        and fine.person_key = coarse.person_key
    where coarse.person_key is null

),

-- Nearly everybody is the same in both windows, and of no interest here.
differing as (

    select * from compared
    where
        coalesce(fine_unit, '') <> coalesce(coarse_unit, '')
        {%- for name in person_dimensions() %}
        or coalesce(fine_{{ name }}, '') <> coalesce(coarse_{{ name }}, '')
        {%- endfor %}

)

{% for name in person_dimensions() -%}
select
    grid,
    '{{ name }}' as dimension,
    fine_type,
    fine_end,
    coarse_type,
    coarse_end,
    fine_unit,
    fine_{{ name }} as fine_category,
    coarse_unit,
    coarse_{{ name }} as coarse_category,
    cast(count(*) as bigint) as n_persons
from differing
where
    coalesce(fine_unit, '') <> coalesce(coarse_unit, '')
    or coalesce(fine_{{ name }}, '') <> coalesce(coarse_{{ name }}, '')
group by grid, fine_type, fine_end, coarse_type, coarse_end, fine_unit, fine_{{ name }}, coarse_unit, coarse_{{ name }}
{{ 'union all' if not loop.last }}
{% endfor %}
