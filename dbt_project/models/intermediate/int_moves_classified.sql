with changed as (

    select * from {{ ref('int_jobs_compared') }}

),

-- Everybody who sat in the unit the day before, to tell a re-coding of the unit from moves of single people.
recoded as (

    select
        moved_on,
        from_org_unit_id,
        count(*) as recoded_count
    from changed
    where is_other_job and is_same_title and level_step = 0
    group by moved_on, from_org_unit_id

),

units_before as (

    select
        recoded.moved_on,
        recoded.from_org_unit_id,
        recoded.recoded_count,
        count(*) as people_count
    from recoded
    inner join {{ ref('int_employment_segments_cut') }} as segments
        on recoded.from_org_unit_id = segments.org_unit_id
        and {{ add_days('recoded.moved_on', -1) }} >= segments.segment_from
        and {{ add_days('recoded.moved_on', -1) }} < segments.segment_to
    group by recoded.moved_on, recoded.from_org_unit_id, recoded.recoded_count

),

told_apart as (

    select
        changed.*,
        changed.is_other_job and changed.is_same_title and changed.level_step = 0
        and (
            coalesce(changed.move_reason = 'reorganisation', false)
            or (
                coalesce(units_before.recoded_count >= {{ var('recoding_people') }}, false)
                and coalesce(units_before.recoded_count > {{ var('recoding_share') }} * units_before.people_count, false)
            )
        ) as is_recoding
    from changed
    left join units_before
        on changed.moved_on = units_before.moved_on
        and changed.from_org_unit_id = units_before.from_org_unit_id

)

select
    person_key,
    spell_number,
    moved_on,
    {%- for column in ['org_unit_id', 'job_id', 'job_title', 'job_family', 'job_level', 'position_id'] %}
    from_{{ column }},
    to_{{ column }},
    {%- endfor %}
    move_reason,
    -- The grade decides; where it stands still the stated reason does, and a new title alone is nothing.
    case
        when is_recoding then 'recoding'
        when level_step > 0 then 'promotion'
        when level_step < 0 then 'demotion'
        when move_reason in ('promotion', 'demotion') then move_reason
        when is_other_job then 'lateral'
        else 'transfer'
    end as move_kind,
    is_other_function,
    is_recoding as excluded_because_recoding
from told_apart
where
    is_other_job
    or level_step <> 0
    or is_other_unit
    or is_other_position
    or coalesce(move_reason in ('promotion', 'demotion'), false)
