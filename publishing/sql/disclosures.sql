-- Disclosures: for every fiscal year and datapoint in force the published figure that answers it, for the company as a whole.
-- Belongs here: which published cell a datapoint takes (the year, else the twelve months, the quarter or the day that end with it), and the
-- reason where there is none. It reads the protected table kpi_values alone, so that nothing withheld is shown; a quotient of two figures that are
-- both published tells nothing that they do not.
with years as (

    select period_start, period_end from periods where period_type = 'year'

),

-- Every datapoint as a whole, and by every category of its breakdowns that any figure is published by.
asked as (

    select mapping.*, years.period_start, years.period_end, 'all' as breakdown, 'all' as category
    from mapping
    inner join years
        on years.period_end between mapping.valid_from and mapping.valid_to
    where not (len(mapping.breakdowns) = 1 and mapping.breakdowns[1] = 'programme')
    union all
    select mapping.*, years.period_start, years.period_end, categories.dimension, categories.category
    from mapping
    inner join years
        on years.period_end between mapping.valid_from and mapping.valid_to
    inner join categories
        on list_contains(mapping.breakdowns, categories.dimension)

),

cells as (

    select
        cells.*,
        row_number() over (
            partition by cells.metric_id, cells.period_end, cells.dimension, cells.category
            order by case cells.period_type when 'year' then 1 when 'r12' then 2 when 'quarter' then 3 else 4 end
        ) as preferred
    from kpi_values as cells
    where cells.org_unit_id = 'company' and cells.is_latest and cells.period_type in ('year', 'r12', 'quarter', 'day')

),

answered as (

    select
        asked.*,
        metrics.metric_id is not null and (asked.per is null or below_metric.metric_id is not null) as is_available,
        metrics.unit as metric_unit,
        above.metric_id is not null and (asked.per is null or below.metric_id is not null) as is_there,
        case
            when asked.per is null then above.value
            when below.value > 0 then half_away(above.value / below.value, 2)
        end as value,
        coalesce(above.suppression_reason, below.suppression_reason) as cell_reason
    from asked
    left join metrics
        on asked.metric = metrics.metric_id
    left join metrics as below_metric
        on asked.per = below_metric.metric_id
    left join cells as above
        on asked.metric = above.metric_id
        and asked.period_end = above.period_end
        and asked.breakdown = above.dimension
        and asked.category = above.category
        and above.preferred = 1
    left join cells as below
        on asked.per = below.metric_id
        and asked.period_end = below.period_end
        and asked.breakdown = below.dimension
        and asked.category = below.category
        and below.preferred = 1

)

select
    regime,
    version,
    datapoint,
    period_end,
    breakdown,
    category,
    period_start,
    valid_from,
    metric as metric_id,
    per as per_metric_id,
    basis as headcount_basis,
    case when per is null then coalesce(metric_unit, '') else 'hours per head' end as unit,
    value,
    value is null as is_suppressed,
    case
        when value is not null then null
        when not is_available then 'metric_not_available'
        when not is_there and breakdown <> 'all' then 'not_broken_down'
        else coalesce(cell_reason, 'no_data')
    end as suppression_reason,
    counted,
    counted_nl
from answered
