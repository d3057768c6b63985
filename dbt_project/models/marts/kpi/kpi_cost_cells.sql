{%- set sums = ['item_count', 'known_count', 'direct_cents', 'time_item_count', 'time_known_count', 'participant_time_cents'] -%}
{%- set budget_sums = ['budget_count', 'budget_known_count', 'forecast_known_count', 'budget_cents', 'committed_cents', 'forecast_cents'] -%}
with categories as (

    select 'programme' as dimension, programme_id as category from {{ ref('dim_programmes') }}
    {% for paid_to in ['internal', 'supplier', 'tuition', 'unknown'] -%}
    union all
    select 'cost_kind', '{{ paid_to }}'
    {% endfor %}
),

cells as (

    {{ all_cells(['month', 'quarter', 'year', 'r12']) }}
    union all
    select
        {% for column in ['period_type', 'period_start', 'period_end', 'calendar_days', 'is_complete', 'history_start', 'followed_to'] %}periods.{{ column }}, {% endfor %}
        units.org_unit_id,
        categories.dimension,
        categories.category
    from {{ ref('dim_periods') }} as periods
    inner join {{ ref('brg_org_unit_ancestors') }} as units
        on periods.period_end = units.tree_on
        and units.ancestor_id = 'company'
        and units.distance <= 1
    cross join categories
    where periods.has_dimensions and periods.period_type in ('quarter', 'year', 'r12')

),

items as (

    select
        booked_on,
        org_unit_id,
        programme_id,
        coalesce(paid_to, 'unknown') as cost_kind,
        case when is_participant_time then 0 else 1 end as item_count,
        case when is_participant_time or amount_cents is null then 0 else 1 end as known_count,
        case when is_participant_time then 0 else coalesce(amount_cents, 0) end as direct_cents,
        case when is_participant_time then 1 else 0 end as time_item_count,
        case when is_participant_time and amount_cents is not null then 1 else 0 end as time_known_count,
        case when is_participant_time then coalesce(amount_cents, 0) else 0 end as participant_time_cents
    from {{ ref('fct_training_costs') }}

),

-- An item counts in all costs, once more for whom it was paid to, and once more for its programme.
booked as (

    select booked_on, org_unit_id, 'all' as dimension, 'all' as category, {{ sums | join(', ') }} from items
    union all
    select booked_on, org_unit_id, 'cost_kind', cost_kind, {{ sums | join(', ') }} from items
    union all
    select booked_on, org_unit_id, 'programme', programme_id, {{ sums | join(', ') }} from items where programme_id is not null

),

spent as (

    select
        periods.period_type,
        periods.period_end,
        tree.ancestor_id as org_unit_id,
        booked.dimension,
        booked.category,
        {% for column in sums %}sum(booked.{{ column }}) as {{ column }}{{ ',' if not loop.last }}{% endfor %}
    from booked
    inner join {{ ref('dim_periods') }} as periods
        on booked.booked_on between periods.period_start and periods.period_end
        and periods.period_type in ('month', 'quarter', 'year', 'r12')
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on periods.period_end = tree.tree_on
        and booked.org_unit_id = tree.org_unit_id
    group by periods.period_type, periods.period_end, tree.ancestor_id, booked.dimension, booked.category

),

-- To whom nothing is ever booked spends nothing as far as anybody knows, which is not the same as nothing.
bearers as (

    select distinct tree.tree_on, tree.ancestor_id as org_unit_id, booked.dimension, booked.category
    from (select distinct org_unit_id, dimension, category from booked where dimension <> 'cost_kind') as booked
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on booked.org_unit_id = tree.org_unit_id

)

select
    cells.*,
    coalesce(
        bearers.org_unit_id is not null and cells.period_start >= coverage.covered_from and cells.period_end <= coverage.covered_to, false
    ) as is_booked,
    {% for column in sums -%}
    cast(coalesce(spent.{{ column }}, 0) as bigint) as {{ column }},
    {% endfor -%}
    {% for column in budget_sums -%}
    cast(coalesce(budgets.{{ column }}, 0) as bigint) as {{ column }}{{ ',' if not loop.last }}
    {% endfor -%}
from cells
left join {{ ref('dim_cost_coverage') }} as coverage
    on true
left join bearers
    on cells.period_end = bearers.tree_on
    and cells.org_unit_id = bearers.org_unit_id
    and case cells.dimension when 'cost_kind' then 'all' else cells.dimension end = bearers.dimension
    and case cells.dimension when 'cost_kind' then 'all' else cells.category end = bearers.category
left join spent
    on {{ same_cell('cells', 'spent') }}
left join {{ ref('kpi_budget_cells') }} as budgets
    on cells.period_type = budgets.period_type
    and cells.period_end = budgets.period_end
    and cells.org_unit_id = budgets.org_unit_id
    and cells.dimension = 'all'
