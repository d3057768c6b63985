with days as (

    select period_end as measured_on from {{ ref('dim_periods') }} where period_type = 'quarter' and followed_to is not null
    union
    select as_of as measured_on from {{ ref('stg_landing__companies') }}

),

present as (

    select days.measured_on, segments.person_key, segments.org_unit_id, segments.job_id, segments.fte
    from days
    inner join {{ ref('fct_employment_segments') }} as segments
        on days.measured_on >= segments.segment_from
        and days.measured_on < segments.segment_to

),

asked as (

    select present.measured_on, present.person_key, requirements.skill_id, requirements.required_level, requirements.weight
    from present
    inner join {{ ref('fct_role_requirements') }} as requirements
        on present.job_id = requirements.job_id
        and present.measured_on >= requirements.valid_from
        and present.measured_on < requirements.valid_to

),

known as (

    select
        present.measured_on, present.person_key, states.skill_id, states.level, states.floor_level, states.method, states.evidence_on,
        states.valid_from as happened_on
    from present
    inner join {{ ref('int_skill_states_followed') }} as states
        on present.person_key = states.person_key
        and present.measured_on >= states.valid_from
        and present.measured_on < states.valid_to

),

-- A skill that the role asks is in use on every day of the role, today included.
used as (

    select
        known.measured_on, known.person_key, known.skill_id,
        max(least({{ add_days('uses.used_to', -1) }}, known.measured_on)) as used_on
    from known
    inner join {{ ref('int_skill_uses_followed') }} as uses
        on known.person_key = uses.person_key
        and known.skill_id = uses.skill_id
        and known.measured_on >= uses.used_from
    group by known.measured_on, known.person_key, known.skill_id

),

combined as (

    select
        coalesce(asked.measured_on, known.measured_on) as measured_on,
        coalesce(asked.person_key, known.person_key) as person_key,
        coalesce(asked.skill_id, known.skill_id) as skill_id,
        asked.skill_id is not null as is_required,
        asked.required_level, asked.weight, known.method, known.evidence_on, known.level, known.floor_level,
        {{ days_between('greatest(known.happened_on, coalesce(used.used_on, known.happened_on))', 'known.measured_on') }} as idle_days
    from asked
    full outer join known
        on asked.measured_on = known.measured_on
        and asked.person_key = known.person_key
        and asked.skill_id = known.skill_id
    left join used
        on known.measured_on = used.measured_on
        and known.person_key = used.person_key
        and known.skill_id = used.skill_id

),

decayed as (

    select
        combined.*, present.org_unit_id, present.job_id, present.fte, skills.half_life_months,
        {{ decayed_level('combined.level', 'combined.floor_level', 'combined.idle_days', 'skills.half_life_months') }} as decayed_level
    from combined
    inner join present
        on combined.measured_on = present.measured_on
        and combined.person_key = present.person_key
    inner join {{ ref('dim_skills') }} as skills
        on combined.skill_id = skills.skill_id

)

select
    measured_on,
    person_key,
    skill_id,
    org_unit_id,
    job_id,
    fte,
    is_required,
    required_level,
    weight,
    level is not null as is_assessed,
    method,
    evidence_on,
    coalesce(method = 'self', false) as is_self_only,
    level,
    floor_level,
    cast(idle_days as integer) as idle_days,
    half_life_months,
    decayed_level,
    -- Exceeding is no gap, and an unknown level is none either: it is unknown.
    case when level >= required_level then 0 else required_level - level end as gap,
    case when decayed_level >= required_level then 0 else required_level - decayed_level end as decayed_gap,
    level >= required_level as is_met,
    decayed_level >= required_level - {{ millionths(var('meets_target_tolerance')) }} as is_met_decayed,
    {{ idle_months_until('required_level', 'level', 'floor_level', 'half_life_months') }} as idle_months_until_gap,
    level is not null and {{ add_months('evidence_on', var('current_evidence_months')) }} > measured_on as is_current
from decayed
