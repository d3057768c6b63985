with cells as (

    {{ all_cells(['year', 'r12']) }}

),

windows as (

    select period_type, period_start, period_end from {{ ref('dim_periods') }} where period_type in ('year', 'r12')

),

opened as (

    select
        windows.period_type,
        windows.period_end,
        tree.ancestor_id as org_unit_id,
        count(*) as opened_count
    from {{ ref('fct_requisitions') }} as requisitions
    inner join windows
        on requisitions.opened_on between windows.period_start and windows.period_end
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on windows.period_end = tree.tree_on
        and requisitions.org_unit_id = tree.org_unit_id
    group by windows.period_type, windows.period_end, tree.ancestor_id

),

-- Who fills two positions in a window is one observation of two.
fills as (

    select
        windows.period_type,
        windows.period_end,
        tree.ancestor_id as org_unit_id,
        requisitions.filled_by_person_key,
        count(*) as fill_count,
        count(requisitions.is_internal) as known_count,
        sum(case when requisitions.is_internal then 1 else 0 end) as internal_count,
        sum(case when requisitions.is_critical then 1 else 0 end) as critical_count,
        sum(case when requisitions.is_critical and requisitions.is_internal is not null then 1 else 0 end) as critical_known_count,
        sum(case when requisitions.is_critical and requisitions.is_internal then 1 else 0 end) as critical_internal_count,
        count(requisitions.is_critical) as rated_count
    from {{ ref('fct_requisitions') }} as requisitions
    inner join windows
        on requisitions.filled_on between windows.period_start and windows.period_end
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on windows.period_end = tree.tree_on
        and requisitions.org_unit_id = tree.org_unit_id
    group by windows.period_type, windows.period_end, tree.ancestor_id, requisitions.filled_by_person_key

),

filled as (

    select
        period_type,
        period_end,
        org_unit_id,
        sum(fill_count) as fill_count,
        sum(critical_count) as critical_count,
        sum(rated_count) as rated_count,
        {%- for kind in ['', 'critical_'] %}
        sum(case when {{ kind }}known_count > 0 then 1 else 0 end) as {{ kind }}filler_count,
        sum({{ kind }}known_count) as {{ kind }}known_count,
        sum({{ kind }}internal_count) as {{ kind }}internal_count,
        sum(cast({{ kind }}internal_count as decimal(38, 0)) * {{ kind }}internal_count) as {{ kind }}internal_squared,
        sum(cast({{ kind }}internal_count as decimal(38, 0)) * {{ kind }}known_count) as {{ kind }}internal_by_known,
        sum(cast({{ kind }}known_count as decimal(38, 0)) * {{ kind }}known_count) as {{ kind }}known_squared{{ ',' if not loop.last }}
        {%- endfor %}
    from fills
    group by period_type, period_end, org_unit_id

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    coalesce(coverage.covered_from <= cells.period_start and coverage.covered_to >= cells.period_end, false) as is_covered,
    cast(coalesce(opened.opened_count, 0) as bigint) as opened_count,
    {%- for name in ['fill_count', 'critical_count', 'rated_count', 'filler_count', 'known_count', 'internal_count', 'critical_filler_count', 'critical_known_count', 'critical_internal_count'] %}
    cast(coalesce(filled.{{ name }}, 0) as bigint) as {{ name }},
    {%- endfor %}
    {%- for name in ['internal_squared', 'internal_by_known', 'known_squared', 'critical_internal_squared', 'critical_internal_by_known', 'critical_known_squared'] %}
    cast(coalesce(filled.{{ name }}, 0) as decimal(38, 0)) as {{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
from cells
left join opened
    on cells.period_type = opened.period_type
    and cells.period_end = opened.period_end
    and cells.org_unit_id = opened.org_unit_id
left join filled
    on cells.period_type = filled.period_type
    and cells.period_end = filled.period_end
    and cells.org_unit_id = filled.org_unit_id
left join {{ ref('dim_hr_coverage') }} as coverage
    on coverage.topic = 'requisitions'
