with company as (

    select {{ add_days('as_of', 1) }} as horizon from {{ ref('stg_landing__companies') }}

)

select
    assignments.source,
    assignments.assignment_key,
    people.person_key,
    spells.spell_number,
    assignments.valid_from,
    greatest(assignments.valid_from, spells.started_on) as assigned_from,
    least(coalesce(assignments.valid_to, {{ far_future() }}), spells.ended_before, company.horizon) as assigned_to,
    assignments.org_unit_id,
    assignments.fte,
    assignments.weekly_hours,
    assignments.job_id,
    assignments.job_title,
    assignments.job_family,
    assignments.job_level,
    assignments.location,
    assignments.contract_type,
    assignments.position_id,
    assignments.move_reason
from {{ kept('stg_hris__job_assignments') }} as assignments
cross join company
inner join {{ ref('int_people_matched') }} as people
    on assignments.source = people.source
    and assignments.source_person_key = people.source_person_key
-- An assignment counts on the days its person is employed.
inner join {{ ref('int_employment_spells_bridged') }} as spells
    on people.person_key = spells.person_key
    and assignments.valid_from < least(spells.ended_before, company.horizon)
    and coalesce(assignments.valid_to, {{ far_future() }}) > spells.started_on
