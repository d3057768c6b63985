with people as (

    select distinct period_end, person_key, org_unit_id
    from {{ ref('fct_skill_changes') }}
    where was_there_throughout and is_required

),

placed as (

    select distinct families.period_end, families.person_key
    from {{ ref('fct_families_reached') }} as families
    inner join {{ ref('fct_employment_segments') }} as segments
        on families.person_key = segments.person_key
        and families.job_family = segments.job_family
        and segments.segment_from >= families.reached_on
        and segments.segment_from <= {{ add_months('families.reached_on', 12) }}

),

reskilled as (

    select distinct period_end, person_key from {{ ref('fct_families_reached') }}

)

select
    people.period_end,
    people.person_key,
    people.org_unit_id,
    reskilled.person_key is not null as is_reskilled,
    placed.person_key is not null as is_placed
from people
left join reskilled
    on people.period_end = reskilled.period_end
    and people.person_key = reskilled.person_key
left join placed
    on people.period_end = placed.period_end
    and people.person_key = placed.person_key
