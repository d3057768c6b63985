with company as (

    select {{ add_days('as_of', 1) }} as horizon from {{ ref('stg_landing__companies') }}

),

delivered as (

    select
        absences.*,
        people.person_key,
        row_number() over (partition by absences.source, absences.absence_key order by absences.valid_from nulls last) as first_first,
        row_number() over (partition by absences.source, absences.absence_key order by absences.valid_from desc nulls last) as last_first
    from {{ kept('stg_hris__absences') }} as absences
    inner join {{ ref('int_people_matched') }} as people
        on absences.source = people.source
        and absences.source_person_key = people.source_person_key

),

cases as (

    select
        source,
        absence_key,
        person_key,
        max(case when first_first = 1 then kind end) as kind,
        least(min(valid_from), coalesce(min(reported_on), min(valid_from))) as reported_on,
        -- A day of recovery ends the case, else the end of its last row; without either it runs on.
        coalesce(max(recovered_on), max(case when last_first = 1 then valid_to end), {{ far_future() }}) as recovered_on,
        max(case when first_first = 1 then known_on end) as known_on,
        max(case when first_first = 1 then file_name end) as file_name,
        max(case when first_first = 1 then row_number end) as row_number
    from delivered
    group by source, absence_key, person_key

)

-- A case counts on the days its person is employed, and as far as is known today.
select
    cases.source,
    cases.absence_key,
    cases.person_key,
    spells.spell_number,
    cases.kind,
    cases.kind in ('sickness', 'accident') as is_sickness,
    greatest(cases.reported_on, spells.started_on) as started_on,
    least(cases.recovered_on, spells.ended_before, company.horizon) as ended_before,
    cases.recovered_on < spells.ended_before and cases.recovered_on <= company.horizon as has_recovered,
    cases.reported_on < spells.started_on as began_before_employment,
    row_number() over (
        partition by cases.person_key
        order by
            greatest(cases.reported_on, spells.started_on) nulls last, cases.recovered_on desc nulls last, cases.source nulls last,
            cases.known_on nulls last, cases.file_name nulls last, cases.row_number nulls last
    ) as case_number
from cases
cross join company
inner join {{ ref('int_employment_spells_bridged') }} as spells
    on cases.person_key = spells.person_key
    and cases.reported_on < least(spells.ended_before, company.horizon)
    and cases.recovered_on > spells.started_on
where cases.recovered_on > cases.reported_on
