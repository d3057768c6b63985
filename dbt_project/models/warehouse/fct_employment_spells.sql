with company as (

    select * from {{ ref('stg_landing__companies') }}

),

-- Key talent as HR saw it before it knew that the person would go.
talent_exits as (

    select spells.person_key, spells.spell_number
    from {{ ref('int_employment_spells_bridged') }} as spells
    inner join {{ ref('int_talent_flags_merged') }} as flags
        on spells.person_key = flags.person_key
        and flags.flagged_on < least(coalesce(spells.notice_on, spells.last_day_on), spells.last_day_on)
        and flags.ended_on > least(coalesce(spells.notice_on, spells.last_day_on), spells.last_day_on)
    where spells.has_ended

)

select
    spells.person_key,
    spells.spell_number,
    spells.started_on,
    spells.last_day_on,
    spells.is_rehire,
    spells.last_day_on is not null and spells.last_day_on <= company.as_of as has_left,
    spells.exit_reason,
    spells.exit_class,
    spells.exit_reason_detail,
    talent_exits.person_key is not null as was_key_talent_at_exit,
    hired.org_unit_id as hired_into_org_unit_id,
    -- Stretches end at the as-of date, so a last day to come meets none.
    left_from.org_unit_id as left_from_org_unit_id,
    spells.contract_count,
    company.history_start
from {{ ref('int_employment_spells_bridged') }} as spells
cross join company
left join {{ ref('int_employment_segments_cut') }} as hired
    on spells.person_key = hired.person_key
    and spells.spell_number = hired.spell_number
    and spells.started_on = hired.segment_from
left join {{ ref('int_employment_segments_cut') }} as left_from
    on spells.person_key = left_from.person_key
    and spells.spell_number = left_from.spell_number
    and spells.ended_before = left_from.segment_to
left join talent_exits
    on spells.person_key = talent_exits.person_key
    and spells.spell_number = talent_exits.spell_number
