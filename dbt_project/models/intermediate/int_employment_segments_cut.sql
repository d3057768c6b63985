with assignments as (

    select
        people.person_key,
        managers.person_key as manager_key,
        assignments.org_unit_id,
        -- A change of manager or hours opens a new version of an assignment, not a new assignment.
        min(assignments.valid_from) over (partition by assignments.source, assignments.assignment_key) as assignment_started_on,
        assignments.valid_from,
        coalesce(assignments.valid_to, {{ far_future() }}) as valid_to,
        assignments.fte,
        assignments.job_id,
        assignments.job_title,
        assignments.job_family,
        assignments.job_level,
        assignments.location,
        assignments.contract_type,
        assignments.position_id,
        assignments.known_on,
        assignments.file_name,
        assignments.row_number
    from {{ kept('stg_hris__job_assignments') }} as assignments
    inner join {{ ref('int_people_matched') }} as people
        on assignments.source = people.source
        and assignments.source_person_key = people.source_person_key
    left join {{ ref('int_people_matched') }} as managers
        on assignments.source = managers.source
        and assignments.manager_person_key = managers.source_person_key

),

segments as (

    select
        person_key,
        spell_number,
        changed_on as segment_from,
        lead(changed_on) over (partition by person_key, spell_number order by changed_on nulls last) as segment_to
    from {{ ref('int_employment_changes_listed') }}

),

in_force as (

    select
        segments.person_key,
        segments.spell_number,
        segments.segment_from,
        segments.segment_to,
        assignments.org_unit_id,
        assignments.manager_key,
        assignments.job_id,
        assignments.job_title,
        assignments.job_family,
        assignments.job_level,
        assignments.location,
        assignments.contract_type,
        assignments.position_id,
        -- RULE-13: largest FTE, then earliest start, then the order of delivery (never a keyed hash).
        row_number() over (
            partition by segments.person_key, segments.spell_number, segments.segment_from
            order by
                assignments.fte desc nulls last, assignments.assignment_started_on nulls last, assignments.known_on nulls last,
                assignments.file_name nulls last, assignments.row_number nulls last
        ) as main_first,
        sum(assignments.fte) over (partition by segments.person_key, segments.spell_number, segments.segment_from) as fte,
        count(assignments.org_unit_id) over (partition by segments.person_key, segments.spell_number, segments.segment_from)
            as assignment_count,
        count(assignments.fte) over (partition by segments.person_key, segments.spell_number, segments.segment_from)
            as fte_known_count
    from segments
    left join assignments
        on segments.person_key = assignments.person_key
        and assignments.valid_from <= segments.segment_from
        and assignments.valid_to > segments.segment_from
    where segments.segment_to is not null

),

-- A day without an assignment belongs to the unit last known, else to the first that follows, else to the company itself.
placed as (

    select
        in_force.*,
        {{ last_known('org_unit_id', 'partition by person_key order by segment_from nulls last rows between unbounded preceding and current row') }}
            as last_unit,
        {{ last_known('org_unit_id', 'partition by person_key order by segment_from desc nulls last rows between unbounded preceding and current row') }}
            as next_unit
    from in_force
    where main_first = 1

)

select
    placed.person_key,
    placed.spell_number,
    placed.segment_from,
    placed.segment_to,
    coalesce(placed.last_unit, placed.next_unit, 'company') as org_unit_id,
    placed.org_unit_id is null as is_unit_carried,
    cast(placed.fte as decimal(9, 6)) as fte,
    cast(placed.assignment_count as integer) as assignment_count,
    cast(placed.fte_known_count as integer) as fte_known_count,
    reporting.person_key is not null as is_manager,
    placed.manager_key,
    placed.job_id,
    placed.job_title,
    placed.job_family,
    placed.job_level,
    placed.location,
    placed.contract_type,
    placed.position_id
from placed
left join {{ ref('int_reporting_lines_merged') }} as reporting
    on placed.person_key = reporting.person_key
    and reporting.managed_from <= placed.segment_from
    and reporting.managed_to > placed.segment_from
