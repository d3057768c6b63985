-- What: every identity of a source has exactly one version without an end in brg_people_identities, and it says what int_people_matched says.
-- When it matters: without one the history of an identity ends before the as-of date; with two, nobody knows who it is now.
-- What to do: look for identities that a staging model has and int_identities_claimed does not read.
with standing as (

    select source, source_person_key, count(*) as versions, max(person_key) as person_key, max(match_rule) as match_rule
    from {{ ref('brg_people_identities') }}
    where valid_to is null
    group by source, source_person_key

)

select matched.source, matched.source_person_key, matched.match_rule, standing.match_rule as standing_rule, standing.versions
from {{ ref('int_people_matched') }} as matched
left join standing
    on matched.source = standing.source
    and matched.source_person_key = standing.source_person_key
where
    standing.versions is null
    or standing.versions <> 1
    or standing.match_rule <> matched.match_rule
    or coalesce(standing.person_key, '') <> coalesce(matched.person_key, '')
