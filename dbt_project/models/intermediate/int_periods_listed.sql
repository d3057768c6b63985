with company as (

    select * from {{ ref('stg_landing__companies') }}

),

months as (

    select
        {{ add_months(month_start('company.history_start'), 'positions.position') }} as month_start,
        company.history_start,
        company.as_of,
        company.fiscal_year_start
    from company
    cross join ({{ positions(1200) }}) as positions
    where {{ add_months(month_start('company.history_start'), 'positions.position') }} <= company.as_of

),

bounds as (

    select
        months.*,
        last_day(month_start) as month_end,
        -- Months since the fiscal year began, 0 to 11.
        cast(mod(cast(extract(month from month_start) as integer) - fiscal_year_start + 12, 12) as integer) as fiscal_month
    from months

),

windows as (

    select 'day' as period_type, month_end as period_start, month_end as period_end, history_start, as_of from bounds
    union all
    select 'month', month_start, month_end, history_start, as_of from bounds
    union all
    select 'r12', {{ add_months('month_start', -11) }}, month_end, history_start, as_of from bounds
    union all
    select distinct
        'quarter',
        {{ add_months('month_start', '-mod(fiscal_month, 3)') }},
        last_day({{ add_months('month_start', '2 - mod(fiscal_month, 3)') }}),
        history_start,
        as_of
    from bounds
    union all
    select distinct
        'year',
        {{ add_months('month_start', '-fiscal_month') }},
        last_day({{ add_months('month_start', '11 - fiscal_month') }}),
        history_start,
        as_of
    from bounds
    union all
    select distinct
        'survey',
        surveys.period_start,
        surveys.period_end,
        company.history_start,
        company.as_of
    from {{ ref('int_surveys_merged') }} as surveys
    cross join company
    where surveys.is_listening and surveys.period_start <= company.as_of

)

select
    period_type,
    cast(period_start as date) as period_start,
    cast(period_end as date) as period_end,
    {{ days_between('period_start', 'period_end') }} + 1 as calendar_days,
    period_start >= history_start and period_end <= as_of as is_complete
from windows
