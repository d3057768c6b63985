with company as (

    select {{ add_days('as_of', 1) }} as horizon from {{ ref('stg_landing__companies') }}

),

spells as (

    select
        spells.person_key,
        spells.spell_number,
        spells.started_on,
        least(spells.ended_before, company.horizon) as ended_before
    from {{ ref('int_employment_spells_bridged') }} as spells
    cross join company

),

assignments as (

    select
        people.person_key,
        assignments.valid_from,
        assignments.valid_to
    from {{ kept('stg_hris__job_assignments') }} as assignments
    inner join {{ ref('int_people_matched') }} as people
        on assignments.source = people.source
        and assignments.source_person_key = people.source_person_key

),

changes as (

    select person_key, valid_from as changed_on from assignments
    union
    select person_key, valid_to from assignments where valid_to is not null
    union
    select person_key, managed_from from {{ ref('int_reporting_lines_merged') }}
    union
    select person_key, managed_to from {{ ref('int_reporting_lines_merged') }}

)

select person_key, spell_number, started_on as changed_on from spells
union
select person_key, spell_number, ended_before from spells
union
select spells.person_key, spells.spell_number, changes.changed_on
from spells
inner join changes
    on spells.person_key = changes.person_key
    and changes.changed_on > spells.started_on
    and changes.changed_on < spells.ended_before
