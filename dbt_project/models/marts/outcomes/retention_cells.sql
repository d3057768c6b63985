with clocks as (

    select
        spells.person_key,
        spells.started_on,
        spells.history_start,
        greatest({{ days_between('spells.started_on', 'spells.history_start') }}, 0) as entry_days,
        {{ days_between('spells.started_on', 'coalesce(case when spells.has_left then spells.last_day_on end, company.as_of)') }} + 1 as time_days,
        spells.has_left
    from {{ ref('fct_employment_spells') }} as spells
    cross join {{ ref('dim_companies') }} as company

),

observed as (

    select
        *,
        -- Those hired before the history are one cohort: year by year they would be few, and enter late all the same.
        case
            when entry_days > 0 then concat('hired_before_', cast(history_start as {{ dbt.type_string() }}))
            else concat('hired_', substring(cast(started_on as {{ dbt.type_string() }}), 1, 4))
        end as hire_cohort
    from clocks
    where time_days > entry_days

),

in_cohorts as (

    select 'all' as cohort, person_key, entry_days, time_days, has_left from observed
    union all
    select hire_cohort, person_key, entry_days, time_days, has_left from observed

),

cohort_sizes as (

    select cohort, count(distinct person_key) as n_people
    from in_cohorts
    group by cohort

),

events as (

    select cohort, entry_days as tenure_days, 1 as n_entered, 0 as n_exits, 0 as n_censored from in_cohorts
    union all
    select
        cohort,
        time_days,
        0,
        case when has_left then 1 else 0 end,
        case when has_left then 0 else 1 end
    from in_cohorts

)

select
    events.cohort,
    cast(events.tenure_days as integer) as tenure_days,
    cast(sum(events.n_entered) as bigint) as n_entered,
    cast(sum(events.n_exits) as bigint) as n_exits,
    cast(sum(events.n_censored) as bigint) as n_censored,
    cast(max(cohort_sizes.n_people) as bigint) as n_people
from events
inner join cohort_sizes
    on events.cohort = cohort_sizes.cohort
group by events.cohort, events.tenure_days
