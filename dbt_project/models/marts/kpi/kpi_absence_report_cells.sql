{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_absence_reports': 'happened_on'}}) }}
with windowed as (

    select
        periods.period_type,
        periods.period_end,
        reports.person_key,
        reports.org_unit_id,
        case when reports.event = 'reported' then 1 else 0 end as report_count,
        case when reports.event = 'reported' and not reports.is_relapse then 1 else 0 end as merged_report_count,
        case when reports.event = 'recovered' then 1 else 0 end as recovered_count,
        case when reports.event = 'recovered' then reports.duration_days else 0 end as recovered_days
    from {{ ref('fct_absence_reports') }} as reports
    inner join {{ ref('dim_periods') }} as periods
        on reports.happened_on between periods.period_start and periods.period_end
        and periods.period_type in ('quarter', 'r12')

),

members as (

    {{ cell_members('windowed') }}

),

by_person as (

    select
        period_type,
        period_end,
        org_unit_id,
        dimension,
        category,
        person_key,
        sum(report_count) as report_count,
        sum(merged_report_count) as merged_report_count,
        sum(recovered_count) as recovered_count,
        sum(recovered_days) as recovered_days
    from members
    group by period_type, period_end, org_unit_id, dimension, category, person_key

)

select
    period_type,
    period_end,
    org_unit_id,
    dimension,
    category,
    cast(sum(report_count) as bigint) as report_count,
    cast(sum(merged_report_count) as bigint) as merged_report_count,
    cast(sum(recovered_count) as bigint) as recovered_count,
    cast(sum(case when recovered_count > 0 then 1 else 0 end) as bigint) as recovered_person_count,
    cast(sum(recovered_days) as bigint) as recovered_days,
    sum(cast(recovered_count as decimal(38, 0)) * recovered_count) as recovered_count_squared,
    sum(cast(recovered_days as decimal(38, 0)) * recovered_count) as recovered_days_by_count,
    sum(cast(recovered_days as decimal(38, 0)) * recovered_days) as recovered_days_squared
from by_person
group by period_type, period_end, org_unit_id, dimension, category
