with in_force as (

    select
        source,
        source_person_key,
        max(case when is_hris_record then 1 else 0 end) = 1 as is_hris_record,
        count(distinct employee_no_key) as number_count,
        count(distinct email_key) as address_count,
        min(employee_no_key) as employee_no_key,
        min(email_key) as email_key,
        max(case when is_number_ambiguous then 1 else 0 end) = 1 as has_ambiguous_day,
        max(case when is_address_ambiguous then 1 else 0 end) = 1 as has_ambiguous_address_day
    from {{ ref('int_identities_claimed') }}
    where is_in_force
    group by source, source_person_key

),

counted as (

    select
        in_force.*,
        count(*) over (partition by source, employee_no_key) as same_number_count,
        count(*) over (partition by source, email_key) as same_address_count
    from in_force

),

versions as (

    select source, source_person_key, count(distinct person_key) as person_count
    from {{ ref('int_identities_versioned') }}
    group by source, source_person_key

)

select
    counted.source,
    counted.source_person_key,
    counted.number_count > 1 or counted.has_ambiguous_day as has_two_numbers,
    counted.address_count > 1 or counted.has_ambiguous_address_day as has_two_addresses,
    counted.employee_no_key is not null and counted.same_number_count > 1 as is_number_shared,
    not counted.is_hris_record and counted.email_key is not null and counted.same_address_count > 1 as is_address_shared,
    coalesce(versions.person_count, 0) > 1 as is_rematched
from counted
left join versions
    on counted.source = versions.source
    and counted.source_person_key = versions.source_person_key
