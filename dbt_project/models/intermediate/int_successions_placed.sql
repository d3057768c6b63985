with quarters as (

    select period_end as counted_on from {{ ref('int_periods_listed') }} where period_type = 'quarter'

),

-- Ready now, employed on the day, and not the one who sits there.
ready as (

    select distinct
        quarters.counted_on,
        successors.source,
        successors.position_id
    from quarters
    inner join {{ kept('stg_hris__successors') }} as successors
        on quarters.counted_on >= successors.nominated_on
        and quarters.counted_on < coalesce(successors.ended_on, {{ far_future() }})
        and successors.readiness = 'ready_now'
    inner join {{ ref('int_people_matched') }} as people
        on successors.source = people.source
        and successors.source_person_key = people.source_person_key
    inner join {{ ref('int_employment_segments_cut') }} as segments
        on people.person_key = segments.person_key
        and quarters.counted_on >= segments.segment_from
        and quarters.counted_on < segments.segment_to
        and coalesce(segments.position_id <> successors.position_id, true)

),

versions as (

    select
        positions.source,
        positions.position_id,
        positions.org_unit_id,
        positions.is_critical,
        positions.valid_from,
        least(
            coalesce(positions.valid_to, {{ far_future() }}),
            coalesce(positions.withdrawn_on, {{ far_future() }}),
            coalesce(lead(positions.valid_from) over (partition by positions.source, positions.position_id order by positions.valid_from nulls last), {{ far_future() }})
        ) as valid_to
    from {{ kept('stg_hris__positions') }} as positions

)

select
    quarters.counted_on,
    versions.source,
    versions.position_id,
    versions.org_unit_id,
    versions.is_critical,
    ready.position_id is not null as has_ready_successor
from quarters
inner join versions
    on quarters.counted_on >= versions.valid_from
    and quarters.counted_on < versions.valid_to
left join ready
    on quarters.counted_on = ready.counted_on
    and versions.source = ready.source
    and versions.position_id = ready.position_id
