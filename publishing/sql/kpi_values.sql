-- The protected KPI values: every cell of the estimates, with its value as it may be read or the reason why not.
-- Belongs here: the order of the reasons and the coding of values (privacy rules, planner step 5). Which cells the org tree and
-- nested windows allow is decided before, in the table `plans`; what a metric's class is, in the table `metric`.
with cells as (

    select
        cells.*,
        metric.privacy_class,
        metric.unit,
        cast(metric.digits as integer) as digits,
        metric.min_persons,
        metric.metric_id = 'response_rate' as is_response_rate,
        units.level > metric.deepest_org_level as is_too_deep,
        -- What is open is open by unit, job and place; by who people are it is planned like the rest.
        case
            when metric.privacy_class <> 'open' or cells.dimension not in ('all', 'job_family', 'job_level', 'location') then plans.reason
        end as plan_reason,
        -- How many steps one unit of the value holds: whole percents, points or eNPS points, tenths of a level, else the digits of the unit.
        case
            when metric.unit in ('rate', 'ratio') then 100
            when metric.unit like 'level%' then 10
            when metric.unit in ('score 0-100', '-100 to 100') then 1
            else pow(10, metric.digits)
        end as steps,
        case metric.unit when '-100 to 100' then -100 when 'level difference' then -5 else 0 end as lowest,
        -- Days and frequencies have no upper end, so that nothing of them is near it.
        case metric.unit
            when 'rate' then 1 when 'ratio' then 1 when 'level' then 5 when 'level difference' then 5
            when 'score 0-100' then 100 when '-100 to 100' then 100
        end as highest
    from warehouse.estimates.kpi_values as cells
    inner join metric using (metric_id)
    left join warehouse.marts.org_units as units using (org_unit_id)
    left join plans using (grid, period_type, period_end, org_unit_id, dimension, category)

),

reasoned as (

    select
        *,
        case
            when not is_window_complete then 'incomplete_window'
            when value is null and n_persons = 0 then 'no_data'
            when completeness < 0.8 then 'low_completeness'
            when value is null then 'undefined'
            when is_too_deep then 'level'
            when privacy_class <> 'open' and n_persons < min_persons then 'small_group'
            when plan_reason is not null then plan_reason
            when privacy_class <> 'sensitive' then null
            when is_response_rate and value > 0.9 then 'at_least_90_percent'
            when n_persons < 20 and value < lowest + 0.1 * (highest - lowest) then 'at_most_10_percent'
            when n_persons < 20 and value > lowest + 0.9 * (highest - lowest) then 'at_least_90_percent'
            -- Nobody is coded like a few, at any size.
            when unit not in ('-100 to 100', 'level difference', 'signed share') and round(steps_of(value, steps)) = 0 then 'at_most_10_percent'
        end as suppression_reason
    from cells

)

select
    metric_id,
    period_type,
    period_end,
    org_unit_id,
    dimension,
    category,
    0 as revision,
    period_start,
    case
        when suppression_reason is not null then null
        -- Plus zero: a minus before a nought would be a second way to write it.
        when privacy_class = 'sensitive' then round(steps_of(value, steps)) / steps + 0
        when min_persons >= 20 then half_away(significant(value, 3), digits)
        else half_away(value, digits)
    end as value,
    case when suppression_reason is null and privacy_class <> 'sensitive' then significant(numerator, 12) end as numerator,
    case
        when suppression_reason is not null then null
        when privacy_class = 'sensitive' then band_of_five(denominator)
        else significant(denominator, 12)
    end as denominator,
    case
        when suppression_reason is not null then null
        when privacy_class = 'sensitive' then floor(steps_of(ci_low, steps)) / steps
        else half_away(ci_low, digits)
    end as ci_low,
    case
        when suppression_reason is not null then null
        when privacy_class = 'sensitive' then ceil(steps_of(ci_high, steps)) / steps
        else half_away(ci_high, digits)
    end as ci_high,
    case when suppression_reason is null then round(completeness, 4) end as completeness,
    case when suppression_reason is null then interval_method end as interval_method,
    suppression_reason is not null as is_suppressed,
    suppression_reason,
    true as is_latest,
    cast(null as double) as previous_value,
    cast(null as varchar) as restated_in,
    cast(null as varchar) as restatement_cause
from reasoned
