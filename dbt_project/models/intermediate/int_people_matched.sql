with hris_people as (

    select
        source,
        source_person_key,
        employee_no_key,
        email_key,
        -- Two HRIS records with one employee number are one person; the record delivered first leads.
        first_value(source_person_key) over (
            partition by coalesce(employee_no_key, source_person_key)
            order by known_on nulls last, file_name nulls last, row_number nulls last
        ) as person_key
    from {{ kept('stg_hris__employees') }}

),

employed_days as (

    select
        hris_people.person_key,
        spells.started_on,
        coalesce(spells.last_day_on, {{ far_future() }}) as last_day_on
    from {{ kept('stg_hris__employment_spells') }} as spells
    inner join hris_people
        on spells.source = hris_people.source
        and spells.source_person_key = hris_people.source_person_key
    where not coalesce(spells.is_hire_rescinded, false)

),

identities as (

    select distinct source, source_person_key, employee_no_key, email_key from {{ ref('int_identities_seen') }}

),

numbers as (

    select distinct employee_no_key, person_key from hris_people where employee_no_key is not null

),

addresses as (

    select email_key, min(person_key) as person_key
    from hris_people
    where email_key is not null
    group by email_key
    having count(distinct person_key) = 1

),

addresses_of_one_identity as (

    select source, email_key
    from identities
    where email_key is not null
    group by source, email_key
    having count(*) = 1

),

-- An e-mail address alone identifies nobody: the identity must also have been active on a day that person was employed.
addresses_confirmed as (

    select distinct
        seen.source,
        seen.source_person_key,
        addresses.person_key
    from {{ ref('int_identities_seen') }} as seen
    inner join addresses_of_one_identity as unshared
        on seen.source = unshared.source
        and seen.email_key = unshared.email_key
    inner join addresses
        on seen.email_key = addresses.email_key
    inner join employed_days
        on addresses.person_key = employed_days.person_key
        and seen.active_on between employed_days.started_on and employed_days.last_day_on

),

matched as (

    select source, source_person_key, person_key, 'hris_record' as match_rule from hris_people

    union all

    select
        identities.source,
        identities.source_person_key,
        -- A number that is known to nobody outweighs an address: the address may have been passed on.
        case when identities.employee_no_key is null then addresses_confirmed.person_key else numbers.person_key end as person_key,
        case
            when numbers.person_key is not null then 'employee_number'
            when identities.employee_no_key is null and addresses_confirmed.person_key is not null then 'email_and_employed_when_active'
            else 'unmatched'
        end as match_rule
    from identities
    left join numbers
        on identities.employee_no_key = numbers.employee_no_key
    left join addresses_confirmed
        on identities.source = addresses_confirmed.source
        and identities.source_person_key = addresses_confirmed.source_person_key

)

select
    source,
    source_person_key,
    person_key,
    match_rule,
    cast(case match_rule when 'unmatched' then 0 when 'email_and_employed_when_active' then 0.9 else 1 end as double) as confidence
from matched
