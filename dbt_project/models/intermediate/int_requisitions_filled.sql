with company as (

    select as_of from {{ ref('stg_landing__companies') }}

),

requisitions as (

    select
        positions.source,
        positions.position_id,
        positions.opened_on,
        positions.org_unit_id,
        positions.job_family,
        positions.is_critical,
        case when positions.filled_on <= company.as_of then positions.filled_on end as filled_on,
        case when positions.withdrawn_on <= company.as_of and positions.filled_on is null then positions.withdrawn_on end as withdrawn_on,
        company.as_of
    from {{ kept('stg_hris__positions') }} as positions
    cross join company
    where positions.opened_on <= company.as_of

),

-- Who sits in the position on the day on which it is filled; of several the one who came last.
holders as (

    select
        requisitions.source,
        requisitions.position_id,
        requisitions.opened_on,
        people.person_key,
        row_number() over (
            partition by requisitions.source, requisitions.position_id, requisitions.opened_on
            order by assignments.valid_from desc nulls last, assignments.known_on nulls last, assignments.file_name nulls last, assignments.row_number nulls last
        ) as holder_first
    from requisitions
    inner join {{ kept('stg_hris__job_assignments') }} as assignments
        on requisitions.source = assignments.source
        and requisitions.position_id = assignments.position_id
        and requisitions.filled_on >= assignments.valid_from
        and requisitions.filled_on < coalesce(assignments.valid_to, {{ far_future() }})
    inner join {{ ref('int_people_matched') }} as people
        on assignments.source = people.source
        and assignments.source_person_key = people.source_person_key

)

select
    requisitions.source,
    requisitions.position_id,
    requisitions.opened_on,
    requisitions.filled_on,
    requisitions.withdrawn_on,
    requisitions.org_unit_id,
    requisitions.job_family,
    requisitions.is_critical,
    holders.person_key as filled_by_person_key,
    -- Internal: employed the day before.
    case when holders.person_key is not null then before.person_key is not null end as is_internal,
    requisitions.as_of
from requisitions
left join holders
    on requisitions.source = holders.source
    and requisitions.position_id = holders.position_id
    and requisitions.opened_on = holders.opened_on
    and holders.holder_first = 1
left join {{ ref('int_employment_segments_cut') }} as before
    on holders.person_key = before.person_key
    and {{ add_days('requisitions.filled_on', -1) }} >= before.segment_from
    and {{ add_days('requisitions.filled_on', -1) }} < before.segment_to
