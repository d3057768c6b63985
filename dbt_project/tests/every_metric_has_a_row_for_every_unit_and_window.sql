-- What: a metric that has any row of a period type has one for every period of that type and every unit of that period's tree, and no
-- other.
-- When it matters: always. An absent row reads like nothing happened, and tells by its absence; what cannot be said is a row without a
-- value.
-- What to do: look for a join in the cells of that metric that should be a left join, or for people in a unit that the tree of that day
-- lacks.
with expected as (

    select
        periods.period_type,
        periods.period_end,
        count(*) as unit_count
    from {{ ref('dim_periods') }} as periods
    inner join {{ ref('brg_org_unit_ancestors') }} as units
        on periods.period_end = units.tree_on
        and units.distance = 0
    group by periods.period_type, periods.period_end

),

metrics as (

    select distinct metric_id, period_type from {{ ref('kpi_values') }} where dimension = 'all'

),

found as (

    select
        facts.metric_id,
        facts.period_type,
        facts.period_end,
        count(*) as row_count,
        count(units.org_unit_id) as unit_count
    from {{ ref('kpi_values') }} as facts
    left join {{ ref('brg_org_unit_ancestors') }} as units
        on facts.period_end = units.tree_on
        and facts.org_unit_id = units.org_unit_id
        and units.distance = 0
    where facts.dimension = 'all'
    group by facts.metric_id, facts.period_type, facts.period_end

)

select
    metrics.metric_id,
    expected.period_type,
    expected.period_end,
    expected.unit_count as units_expected,
    coalesce(found.unit_count, 0) as units_found,
    coalesce(found.row_count, 0) as rows_found
from expected
inner join metrics
    on expected.period_type = metrics.period_type
left join found
    on expected.period_type = found.period_type
    and expected.period_end = found.period_end
    and metrics.metric_id = found.metric_id
where coalesce(found.unit_count, 0) <> expected.unit_count or coalesce(found.row_count, 0) <> expected.unit_count
