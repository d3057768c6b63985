{%- set months = 'cast(30.4375 as double)' -%}
with lasting as (

    select
        spells.has_left,
        {{ days_between('spells.started_on', 'greatest(spells.started_on, spells.history_start)') }} as entry_days,
        {{ days_between('spells.started_on', 'least(coalesce(spells.last_day_on, company.as_of), company.as_of)') }} + 1 as lasted_days
    from {{ ref('fct_employment_spells') }} as spells
    cross join {{ ref('stg_landing__companies') }} as company
    where spells.started_on <= company.as_of and (spells.last_day_on is null or spells.last_day_on >= spells.history_start)

),

-- The first month of tenure that began under observation, and the last that was seen to its end, or in which the person left.
observed as (

    select
        has_left,
        cast(ceil(entry_days / {{ months }}) as integer) as first_month,
        case
            when has_left then cast(floor((lasted_days - 1) / {{ months }}) as integer)
            else cast(floor(lasted_days / {{ months }}) as integer) - 1
        end as last_month
    from lasting

),

steps as (

    select first_month as tenure_month, count(*) as entered, 0 as gone_before, 0 as exit_count
    from observed where last_month >= first_month group by first_month
    union all
    select last_month + 1, 0, count(*), 0 from observed where last_month >= first_month group by last_month + 1
    union all
    select last_month, 0, 0, count(*) from observed where last_month >= first_month and has_left group by last_month

),

months as (

    select
        cast(positions.position as integer) as tenure_month,
        coalesce(sum(steps.entered), 0) as entered,
        coalesce(sum(steps.gone_before), 0) as gone_before,
        coalesce(sum(steps.exit_count), 0) as exit_count
    from ({{ positions(840) }}) as positions
    left join steps
        on positions.position = steps.tenure_month
    group by positions.position

),

at_risk as (

    select
        tenure_month,
        exit_count,
        sum(entered - gone_before) over (order by tenure_month nulls last rows between unbounded preceding and current row) as at_risk_count,
        sum(exit_count) over () as all_exits
    from months

),

hazards as (

    select
        *,
        at_risk_count < {{ var('hazard_min_at_risk') }} as is_pooled,
        case
            when at_risk_count < {{ var('hazard_min_at_risk') }} then {{ ratio('all_exits', 'sum(at_risk_count) over ()') }}
            else {{ ratio('exit_count', 'at_risk_count') }}
        end as hazard
    from at_risk

),

summed as (

    select
        *,
        sum(ln(1 - least(coalesce(hazard, 0), 0.999999))) over (order by tenure_month nulls last
            rows between current row and {{ var('forecast_horizon_months') - 1 }} following) as log_stay,
        sum(ln(1 - least(coalesce(hazard, 0) * {{ 1 - var('retention_scenario_reduction') }}, 0.999999))) over (order by tenure_month nulls last
            rows between current row and {{ var('forecast_horizon_months') - 1 }} following) as log_stay_retained
    from hazards

)

select
    tenure_month,
    cast(at_risk_count as integer) as at_risk_count,
    cast(exit_count as integer) as exit_count,
    is_pooled,
    hazard,
    {{ rounded('1000000 * exp(log_stay)') }} as stay_chance,
    {{ rounded('1000000 * exp(log_stay_retained)') }} as stay_chance_retained
from summed
