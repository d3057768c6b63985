-- What: the days of a person's segments add up to the days of the person's spells, up to the as-of date.
-- When it matters: average headcount is person-days over days. A day lost or doubled in cutting bends every rate, by a little each time.
-- What to do: this cannot come from the data alone; int_employment_changes_listed or int_employment_segments_cut was changed. Take the
-- person that is named and lay the segments beside the spell.
with company as (

    select {{ add_days('as_of', 1) }} as horizon from {{ ref('stg_landing__companies') }}

),

spells as (

    select
        spells.person_key,
        spells.spell_number,
        sum({{ days_between('spells.started_on', 'least(spells.ended_before, company.horizon)') }}) as spell_days
    from {{ ref('int_employment_spells_bridged') }} as spells
    cross join company
    group by spells.person_key, spells.spell_number

),

segments as (

    select
        person_key,
        spell_number,
        sum({{ days_between('segment_from', 'segment_to') }}) as segment_days
    from {{ ref('int_employment_segments_cut') }}
    group by person_key, spell_number

)

select
    coalesce(spells.person_key, segments.person_key) as person_key,
    coalesce(spells.spell_number, segments.spell_number) as spell_number,
    spells.spell_days,
    segments.segment_days
from spells
full outer join segments
    on spells.person_key = segments.person_key
    and spells.spell_number = segments.spell_number
where coalesce(spells.spell_days, -1) <> coalesce(segments.segment_days, -1)
