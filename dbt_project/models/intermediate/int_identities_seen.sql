with company as (

    select * from {{ ref('stg_landing__companies') }}

),

activity as (

    select
        seen.source,
        seen.source_person_key,
        seen.employee_no_key,
        seen.email_key,
        {{ local_date('seen.active_at', 'company.timezone') }} as active_on
    from (
        select source, source_person_key, employee_no_key, email_key, enrolled_at as active_at from {{ kept('stg_lms__enrollments') }}
        union all
        select source, source_person_key, employee_no_key, email_key, occurred_at from {{ kept('stg_lms__learning_records') }}
        union all
        select source, source_person_key, employee_no_key, email_key, occurred_at from {{ kept('stg_lms__learning_events') }}
        union all
        select source, source_person_key, employee_no_key, email_key, attempted_at from {{ kept('stg_lms__assessments') }}
        union all
        select seats.source, seats.source_person_key, seats.employee_no_key, seats.email_key, sessions.starts_at
        from {{ kept('stg_lms__session_seats') }} as seats
        inner join {{ kept('stg_lms__sessions') }} as sessions
            on seats.source = sessions.source
            and seats.session_id = sessions.session_id
        union all
        select source, source_person_key, employee_no_key, email_key, recorded_at from {{ kept('stg_survey__responses') }}
        where source_person_key is not null
    ) as seen
    cross join company

    union all

    -- A day without a time of day is local already.
    select source, source_person_key, employee_no_key, email_key, invited_on from {{ kept('stg_survey__invitations') }}
    union all
    select source, source_person_key, employee_no_key, email_key, active_on from {{ ref('int_hr_activity_listed') }}
    union all
    select source, source_person_key, employee_no_key, email_key, issued_on from {{ kept('stg_lms__certificates') }}
    union all
    select source, source_person_key, employee_no_key, email_key, budgeted_from from {{ kept('stg_lms__learning_time_budgets') }}
    where source_person_key is not null
    union all
    select source, source_person_key, employee_no_key, email_key, eligible_from from {{ kept('stg_lms__programme_eligibility') }}
    where source_person_key is not null
    union all
    select source, source_person_key, employee_no_key, email_key, observed_on from {{ kept('stg_skills__skill_evidence') }}

),

identities as (

    -- A key that one identity carries in two values identifies nobody.
    select
        source,
        source_person_key,
        case when count(distinct employee_no_key) = 1 then min(employee_no_key) end as employee_no_key,
        case when count(distinct email_key) = 1 then min(email_key) end as email_key
    from activity
    group by source, source_person_key

),

days as (

    select distinct source, source_person_key, active_on from activity

)

select
    days.source,
    days.source_person_key,
    days.active_on,
    identities.employee_no_key,
    identities.email_key
from days
inner join identities
    on days.source = identities.source
    and days.source_person_key = identities.source_person_key
-- An HR system that also delivers learning or surveys knows its own people already.
left join {{ kept('stg_hris__employees') }} as employees
    on days.source = employees.source
    and days.source_person_key = employees.source_person_key
where employees.source_person_key is null
