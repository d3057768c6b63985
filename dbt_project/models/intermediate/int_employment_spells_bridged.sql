with contracts as (

    select
        *,
        max(ended_before) over (
            partition by person_key
            order by started_on nulls last, ended_before nulls last, known_on nulls last, file_name nulls last, row_number nulls last
            rows between unbounded preceding and 1 preceding
        ) as employed_until
    from {{ ref('int_employment_spells_decided') }}
    where is_eligible

),

numbered as (

    select
        *,
        sum(case
            when employed_until is null then 1
            when {{ days_between('employed_until', 'started_on') }} > {{ var('bridge_days') }} then 1
            else 0
        end) over (
            partition by person_key
            order by started_on nulls last, ended_before nulls last, known_on nulls last, file_name nulls last, row_number nulls last
            rows between unbounded preceding and current row
        ) as spell_number
    from contracts

),

last_contracts as (

    select
        *,
        row_number() over (
            partition by person_key, spell_number
            order by
                ended_before desc nulls last, started_on desc nulls last, known_on desc nulls last, file_name desc nulls last,
                row_number desc nulls last
        ) as last_first
    from numbered

),

bridged as (

    select
        person_key,
        cast(spell_number as integer) as spell_number,
        min(started_on) as started_on,
        max(ended_before) as ended_before,
        cast(count(*) as integer) as contract_count,
        max(case when last_first = 1 then exit_reason end) as exit_reason,
        max(case when last_first = 1 then exit_reason_detail end) as exit_reason_detail,
        max(case when last_first = 1 then notice_on end) as notice_on
    from last_contracts
    group by person_key, spell_number

)

select
    person_key,
    spell_number,
    started_on,
    ended_before,
    ended_before < {{ far_future() }} as has_ended,
    case when ended_before < {{ far_future() }} then {{ add_days('ended_before', -1) }} end as last_day_on,
    spell_number > 1 as is_rehire,
    contract_count,
    case when ended_before < {{ far_future() }} then coalesce(exit_reason, 'unknown') end as exit_reason,
    case
        when ended_before = {{ far_future() }} then null
        when exit_reason in ('voluntary', 'involuntary', 'retirement') then exit_reason
        when exit_reason in ('end_of_term', 'mutual_consent', 'death', 'other') then 'other'
        else 'unknown'
    end as exit_class,
    case when ended_before < {{ far_future() }} then exit_reason_detail end as exit_reason_detail,
    notice_on
from bridged
