{{ config(meta={'by_window': {'fct_learning_records': 'occurred_on'}}) }}
with windows as (

    select period_type, period_start, period_end
    from {{ ref('dim_periods') }}
    where period_type in ('quarter', 'year', 'r12')

),

-- Time set aside is spread evenly over its days, in millionths of a minute so that parts add up.
budgeted as (

    select
        windows.period_type,
        windows.period_end,
        budgets.person_key,
        sum({{ rounded("cast(budgets.minutes as double) * 1000000 / budgets.budget_days * "
            ~ days_between("greatest(budgets.budgeted_from, windows.period_start)", "least(budgets.budgeted_to, " ~ add_days('windows.period_end', 1) ~ ")")) }}) as budget_micro
    from {{ ref('fct_learning_budgets') }} as budgets
    inner join windows
        on budgets.budgeted_from <= windows.period_end
        and budgets.budgeted_to > windows.period_start
    group by windows.period_type, windows.period_end, budgets.person_key

),

-- Learning counts on days for which time was set aside; once, whatever number of budgets hold.
covered as (

    select distinct
        records.person_key,
        records.occurred_on,
        records.course_id,
        records.minutes
    from {{ ref('fct_learning_records') }} as records
    inner join {{ ref('fct_learning_budgets') }} as budgets
        on records.person_key = budgets.person_key
        and records.occurred_on >= budgets.budgeted_from
        and records.occurred_on < budgets.budgeted_to
    where records.is_eligible and records.is_in_working_time

),

used as (

    select
        windows.period_type,
        windows.period_end,
        covered.person_key,
        sum(covered.minutes) as minutes,
        count(covered.minutes) as known_count,
        count(*) - count(covered.minutes) as unknown_count
    from covered
    inner join windows
        on covered.occurred_on between windows.period_start and windows.period_end
    group by windows.period_type, windows.period_end, covered.person_key

)

select
    'budgeted' as outcome,
    budgeted.period_type,
    budgeted.period_end,
    'all' as dimension,
    'all' as category,
    budgeted.person_key,
    persons.org_unit_id,
    cast(coalesce(used.minutes, 0) * 1000000 as bigint) as numerator,
    cast(budgeted.budget_micro as bigint) as denominator,
    cast(coalesce(used.known_count, 0) as bigint) as known_count,
    cast(coalesce(used.unknown_count, 0) as bigint) as unknown_count
from budgeted
inner join {{ ref('fct_person_windows') }} as persons
    on budgeted.period_type = persons.period_type
    and budgeted.period_end = persons.period_end
    and budgeted.person_key = persons.person_key
    and persons.is_last_unit
left join used
    on budgeted.period_type = used.period_type
    and budgeted.period_end = used.period_end
    and budgeted.person_key = used.person_key
