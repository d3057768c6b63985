-- What: stretches of employment of one person do not overlap.
-- When it matters: always. On a day of two stretches a person counts twice in headcount, and days exceed the calendar.
-- What to do: compare the employments of that person in fct_employment_spells; if they overlap look at int_employment_spells_bridged, else
-- at int_employment_segments_cut.
with ordered as (

    select
        person_key,
        segment_from,
        segment_to,
        lead(segment_from) over (partition by person_key order by segment_from nulls first) as next_from
    from {{ ref('fct_employment_segments') }}

)

select *
from ordered
where next_from < segment_to
