{%- set so_far = 'partition by person_key, skill_id order by observed_on nulls last, method_rank desc nulls first, method nulls last rows between unbounded preceding and current row' -%}
with evidence as (

    select
        *,
        min(method_rank) over ({{ so_far }}) as best_rank
    from {{ ref('int_skill_evidence_combined') }}
    where is_eligible

),

-- The best kind of evidence there is decides, and of that kind the latest. Whatever else happened kept the skill alive.
followed as (

    select
        person_key,
        skill_id,
        observed_on,
        best_rank,
        {{ last_known('case when method_rank = best_rank then level end', so_far) }} as level,
        {{ last_known('case when method_rank = best_rank then floor_level end', so_far) }} as floor_level,
        {{ last_known('case when method_rank = best_rank then method end', so_far) }} as method,
        {{ last_known('case when method_rank = best_rank then observed_on end', so_far) }} as evidence_on,
        row_number() over (
            partition by person_key, skill_id, observed_on order by method_rank nulls last, method desc nulls last
        ) as last_of_day_first
    from evidence

)

select
    person_key,
    skill_id,
    observed_on as valid_from,
    coalesce(lead(observed_on) over (partition by person_key, skill_id order by observed_on nulls last), {{ far_future() }}) as valid_to,
    level,
    floor_level,
    method,
    evidence_on
from followed
where last_of_day_first = 1
