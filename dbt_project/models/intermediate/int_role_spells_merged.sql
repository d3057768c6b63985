with company as (

    select {{ add_days('as_of', 1) }} as horizon, history_start from {{ ref('stg_landing__companies') }}

),

-- A role begins with the first job known of an employment, and with every move that counts: a new code of the same work is no new role.
starts as (

    select
        person_key,
        spell_number,
        min(segment_from) as role_from,
        false as is_move
    from {{ ref('int_employment_segments_cut') }}
    where job_id is not null
    group by person_key, spell_number

    union all

    select
        person_key,
        spell_number,
        moved_on,
        true
    from {{ ref('int_moves_classified') }}
    where move_kind in ('promotion', 'lateral', 'demotion')

),

ordered as (

    select
        person_key,
        spell_number,
        role_from,
        lead(role_from) over (partition by person_key, spell_number order by role_from nulls last, is_move nulls last) as next_from
    from starts

)

select
    ordered.person_key,
    ordered.spell_number,
    ordered.role_from,
    least(coalesce(ordered.next_from, spells.ended_before), company.horizon) as role_to,
    ordered.next_from is not null as has_moved,
    company.history_start
from ordered
cross join company
inner join {{ ref('int_employment_spells_bridged') }} as spells
    on ordered.person_key = spells.person_key
    and ordered.spell_number = spells.spell_number
