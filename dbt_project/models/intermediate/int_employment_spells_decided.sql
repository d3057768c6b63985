with company as (

    select * from {{ ref('stg_landing__companies') }}

),

rules as (

    select source, choice
    from {{ ref('stg_landing__source_rules') }}
    where rule = 'active_with_exit_date'

),

spells as (

    select
        spells.*,
        coalesce(people.person_key, spells.source_person_key) as person_key,
        rules.choice as active_with_exit_date_choice,
        company.as_of,
        spells.stated_status in ('active', 'on_leave', 'future') and spells.last_day_on <= company.as_of as is_active_with_exit_date
    from {{ kept('stg_hris__employment_spells') }} as spells
    cross join company
    left join {{ ref('int_people_matched') }} as people
        on spells.source = people.source
        and spells.source_person_key = people.source_person_key
    left join rules
        on spells.source = rules.source

),

flagged as (

    select
        source,
        spell_key,
        person_key,
        started_on,
        case
            when is_active_with_exit_date and active_with_exit_date_choice = 'status_wins' then {{ far_future() }}
            when last_day_on is null then {{ far_future() }}
            else {{ add_days('last_day_on', 1) }}
        end as ended_before,
        notice_on,
        exit_reason,
        exit_reason_detail,
        coalesce(is_active_with_exit_date, false) as is_active_with_exit_date,
        active_with_exit_date_choice,
        coalesce(stated_status = 'future' and started_on <= as_of, false) as is_future_but_started,
        coalesce(is_hire_rescinded, false) as excluded_because_hire_rescinded,
        started_on > as_of as excluded_because_future_start,
        worker_type = 'contingent' as excluded_because_contingent,
        known_on,
        file_name,
        row_number
    from spells

)

select
    flagged.*,
    not (excluded_because_hire_rescinded or excluded_because_future_start or excluded_because_contingent) as is_eligible
from flagged
