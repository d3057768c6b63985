with talks as (

    -- Two systems that hold one talk, and two talks on one day, are one check-in.
    select distinct
        people.person_key,
        check_ins.held_on
    from {{ kept('stg_hris__check_ins') }} as check_ins
    inner join {{ ref('int_people_matched') }} as people
        on check_ins.source = people.source
        and check_ins.source_person_key = people.source_person_key
    where people.person_key is not null

)

select
    talks.person_key,
    talks.held_on,
    segments.spell_number,
    segments.org_unit_id,
    cast({{ days_between(
        'lag(talks.held_on) over (partition by talks.person_key, segments.spell_number order by talks.held_on nulls last)', 'talks.held_on'
    ) }} as integer) as days_since_previous
from talks
inner join {{ ref('int_employment_segments_cut') }} as segments
    on talks.person_key = segments.person_key
    and talks.held_on >= segments.segment_from
    and talks.held_on < segments.segment_to
