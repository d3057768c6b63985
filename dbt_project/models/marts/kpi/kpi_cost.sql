{%- set windows = ['month', 'quarter', 'year', 'r12'] -%}
{%- set long_windows = ['quarter', 'year', 'r12'] -%}
{%- set kinds = ['programme', 'cost_kind'] -%}
{%- set euros = 'case when is_booked then direct_cents / cast(100 as double) end' -%}
{%- set average_headcount = 'person_days / cast(calendar_days as double)' -%}
{#- Nothing booked where something is booked at other times is nothing missing; where nothing ever is, nothing is known. -#}
{%- set known = 'case when is_booked then coalesce(' ~ ratio('known_count', 'item_count') ~ ', 1.0) else 0.0 end' -%}
{%- set timed_pay = 'case when is_booked then coalesce(' ~ ratio('time_known_count', 'time_item_count') ~ ', 1.0) else 0.0 end' -%}
{%- set timed = 'case when is_recorded then coalesce(' ~ ratio('timed_record_count', 'record_count') ~ ', 1.0) else 0.0 end' -%}
{%- set paid = 'coalesce(' ~ ratio('paid_days', 'person_days') ~ ', 1.0)' -%}
{%- set budgeted = 'coalesce(' ~ ratio('budget_known_count', 'budget_count') ~ ', 0.0)' -%}
{%- set priced = 'coalesce(' ~ ratio('known_count', 'exit_count') ~ ', 1.0)' -%}
{%- set forecast = 'coalesce(' ~ ratio('forecast_known_count', 'budget_count') ~ ', 0.0)' -%}
with costs as (

    select
        costs.*,
        coalesce(employed.person_count, 0) as person_count,
        -- The headcount of a breakdown of costs is that of the unit: what was paid to suppliers for each employee.
        coalesce(employed.person_days, 0) as person_days,
        coalesce(employed.minutes, 0) as minutes,
        coalesce(employed.record_count, 0) as record_count,
        coalesce(employed.timed_record_count, 0) as timed_record_count,
        coalesce(costs.period_start >= coverage.covered_from and costs.period_end <= coverage.covered_to, false) as is_recorded,
        coalesce(pay.paid_days, 0) as paid_days,
        coalesce(pay.pay_cents, 0) as pay_cents
    from {{ ref('kpi_cost_cells') }} as costs
    left join {{ ref('kpi_employed_cells') }} as employed
        on costs.period_type = employed.period_type
        and costs.period_end = employed.period_end
        and costs.org_unit_id = employed.org_unit_id
        and employed.dimension = 'all'
    left join {{ ref('kpi_pay_cells') }} as pay
        on costs.period_type = pay.period_type
        and costs.period_end = pay.period_end
        and costs.org_unit_id = pay.org_unit_id
    left join {{ ref('dim_learning_coverage') }} as coverage
        on true

),

spending as (

    with cells as (select * from costs)
    {{ measure('training_cost', windows, euros, value=euros, persons='0', completeness=known, dimensions=kinds) }}
    union all
    {{ measure('training_participant_time_cost', long_windows, 'null', value='case when is_booked then participant_time_cents / cast(100 as double) end',
        completeness=timed_pay, grid='employed') }}
    union all
    {{ measure('direct_learning_expenditure_per_employee', long_windows, euros, average_headcount, completeness=known, dimensions=['cost_kind']) }}
    union all
    {{ measure('cost_per_learning_hour', long_windows, 'null', 'minutes / cast(60 as double)', value=ratio(euros, 'minutes / cast(60 as double)'),
        completeness='least(' ~ known ~ ', ' ~ timed ~ ')', grid='employed') }}
    union all
    {{ measure('training_cost_payroll_share', ['year', 'r12'], 'null', value=ratio('case when is_booked then direct_cents end', 'pay_cents'),
        completeness='least(' ~ known ~ ', ' ~ paid ~ ')', grid='employed') }}
    union all
    {{ measure('budget_use', windows, 'case when is_booked then (direct_cents + committed_cents) / cast(100 as double) end', 'budget_cents / cast(100 as double)',
        persons='0', completeness='least(' ~ known ~ ', ' ~ budgeted ~ ')') }}
    union all
    {{ measure('budget_forecast_use', windows, 'forecast_cents / cast(100 as double)', 'budget_cents / cast(100 as double)', persons='0', completeness=forecast) }}

),

exits as (

    with cells as (select * from {{ ref('kpi_exit_cost_cells') }})
    {{ measure('turnover_cost_per_exit_low', ['r12'], 'low_cents / cast(100 as double)', 'known_count', completeness=priced, grid='leavers',
        moments=['person_count', 'low_cents', 'known_count', 'low_squared', 'low_by_known', 'known_squared']) }}
    union all
    {{ measure('turnover_cost_per_exit_base', ['r12'], 'base_cents / cast(100 as double)', 'known_count', completeness=priced, grid='leavers',
        moments=['person_count', 'base_cents', 'known_count', 'base_squared', 'base_by_known', 'known_squared']) }}
    union all
    {{ measure('turnover_cost_per_exit_high', ['r12'], 'high_cents / cast(100 as double)', 'known_count', completeness=priced, grid='leavers',
        moments=['person_count', 'high_cents', 'known_count', 'high_squared', 'high_by_known', 'known_squared']) }}

)

select * from spending
union all
select * from exits
