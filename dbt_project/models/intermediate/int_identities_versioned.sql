with claims as (

    select
        claimed.*,
        -- A day on which no number is stated leaves the one stated before.
        {{ last_known('employee_no_key', 'partition by source, source_person_key order by known_on nulls first rows between unbounded preceding and current row') }} as number_so_far
    from {{ ref('int_identities_claimed') }} as claimed

),

compared as (

    select
        claims.*,
        lag(number_so_far) over (partition by source, source_person_key order by known_on nulls first) as number_before,
        row_number() over (partition by source, source_person_key order by known_on nulls first) as claim_number
    from claims

),

versions as (

    select
        source,
        source_person_key,
        number_so_far as employee_no_key,
        known_on as stated_from,
        lead(known_on) over (partition by source, source_person_key order by known_on nulls first) as stated_to
    from compared
    where claim_number = 1 or coalesce(number_so_far, '') <> coalesce(number_before, '')

),

-- Since when HR has known a person, and a number as that person's.
hr_records as (

    select claimed.employee_no_key, matched.person_key, min(claimed.known_on) as known_from
    from {{ ref('int_identities_claimed') }} as claimed
    inner join {{ ref('int_people_matched') }} as matched
        on claimed.source = matched.source
        and claimed.source_person_key = matched.source_person_key
        and matched.match_rule = 'hris_record'
    where claimed.is_hris_record
    group by claimed.employee_no_key, matched.person_key

),

people as (

    select person_key, min(known_from) as known_from from hr_records group by person_key

),

numbers as (

    select employee_no_key, min(person_key) as person_key, min(known_from) as known_from
    from hr_records
    where employee_no_key is not null
    group by employee_no_key
    having count(*) = 1

),

told as (

    select
        versions.*,
        -- The last version is what counts now, by all rules; an earlier one is known by its number alone.
        case when versions.stated_to is null or matched.match_rule = 'hris_record' then matched.person_key else numbers.person_key end as person_key,
        case
            when versions.stated_to is null or matched.match_rule = 'hris_record' then matched.match_rule
            when numbers.person_key is not null then 'employee_number'
            else 'unmatched'
        end as match_rule,
        case
            when versions.stated_to is null or matched.match_rule = 'hris_record' then matched.confidence
            when numbers.person_key is not null then cast(1 as double)
            else cast(0 as double)
        end as confidence,
        -- Who matches a person is that person from the day on which HR knew of it too.
        greatest(
            versions.stated_from,
            coalesce(case when versions.stated_to is null or matched.match_rule = 'hris_record' then people.known_from else numbers.known_from end, versions.stated_from)
        ) as matched_from
    from versions
    inner join {{ ref('int_people_matched') }} as matched
        on versions.source = matched.source
        and versions.source_person_key = matched.source_person_key
    left join numbers
        on versions.employee_no_key = numbers.employee_no_key
    left join people
        on matched.person_key = people.person_key

)

select
    source, source_person_key, matched_from as valid_from, stated_to as valid_to, person_key, match_rule, confidence
from told
where matched_from < coalesce(stated_to, {{ far_future() }})
union all
select
    source,
    source_person_key,
    stated_from as valid_from,
    case when matched_from < coalesce(stated_to, {{ far_future() }}) then matched_from else stated_to end as valid_to,
    cast(null as {{ dbt.type_string() }}) as person_key,
    'unmatched' as match_rule,
    cast(0 as double) as confidence
from told
where matched_from > stated_from
