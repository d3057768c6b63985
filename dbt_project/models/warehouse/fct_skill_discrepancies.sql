with pairs as (

    select
        managers.person_key,
        managers.skill_id,
        managers.observed_on,
        own.level - managers.level as difference,
        row_number() over (
            partition by managers.person_key, managers.skill_id, managers.observed_on
            order by abs({{ days_between('managers.observed_on', 'own.observed_on') }}) nulls last, own.observed_on nulls last
        ) as nearest_first
    from {{ ref('fct_skill_evidence') }} as managers
    inner join {{ ref('fct_skill_evidence') }} as own
        on managers.person_key = own.person_key
        and managers.skill_id = own.skill_id
        and own.method = 'self'
        and own.is_eligible
        and abs({{ days_between('managers.observed_on', 'own.observed_on') }}) <= {{ var('rating_cycle_days') }}
    where managers.method = 'manager' and managers.is_eligible

)

select person_key, skill_id, observed_on, difference
from pairs
where nearest_first = 1
