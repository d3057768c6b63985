{{ config(meta={'window': ["'r12'", 'period_end'], 'by_window': {'dim_periods': 'windows within', 'fct_person_skills': 'measured_on', 'fct_employment_segments': ['segment_from', 'segment_to']}}) }}
-- Rolling years whose ends are both measured: those that end with a quarter, in the known history.
with windows as (

    select years.period_end, {{ add_days('years.period_start', -1) }} as started_on
    from {{ ref('dim_periods') }} as years
    inner join {{ ref('dim_periods') }} as quarters
        on years.period_end = quarters.period_end
        and quarters.period_type = 'quarter'
    where years.period_type = 'r12' and years.is_complete and years.period_start > years.history_start

),

present as (

    select windows.period_end, segments.person_key, segments.org_unit_id, segments.job_family, segments.service_started_on, false as is_start
    from windows
    inner join {{ ref('fct_employment_segments') }} as segments
        on windows.period_end >= segments.segment_from and windows.period_end < segments.segment_to
    union all
    select windows.period_end, segments.person_key, segments.org_unit_id, segments.job_family, segments.service_started_on, true
    from windows
    inner join {{ ref('fct_employment_segments') }} as segments
        on windows.started_on >= segments.segment_from and windows.started_on < segments.segment_to

),

people as (

    select
        period_end,
        person_key,
        coalesce(max(case when not is_start then org_unit_id end), max(org_unit_id)) as org_unit_id,
        max(case when is_start then job_family end) as job_family_before,
        max(case when is_start then 1 else 0 end) = 1 as was_there,
        max(case when is_start then 0 else 1 end) = 1 as is_there,
        -- The same employment at both ends: nobody who left and came back was there throughout.
        count(distinct service_started_on) = 1 and count(*) = 2 as was_there_throughout
    from present
    group by period_end, person_key

),

before as (

    select windows.period_end, person_skills.*
    from windows
    inner join {{ ref('fct_person_skills') }} as person_skills
        on windows.started_on = person_skills.measured_on

),

after as (

    select windows.period_end, person_skills.*
    from windows
    inner join {{ ref('fct_person_skills') }} as person_skills
        on windows.period_end = person_skills.measured_on

),

joined as (

    select
        coalesce(after.period_end, before.period_end) as period_end,
        coalesce(after.person_key, before.person_key) as person_key,
        coalesce(after.skill_id, before.skill_id) as skill_id,
        coalesce(before.is_required, false) as was_required,
        coalesce(after.is_required, false) as is_required,
        before.required_level as required_level_before, after.required_level, before.gap as gap_before, after.gap,
        coalesce(after.level - before.level >= 1000000 and after.method <> 'inferred' and before.method <> 'inferred', false) as has_risen
    from before
    full outer join after
        on before.period_end = after.period_end
        and before.person_key = after.person_key
        and before.skill_id = after.skill_id

)

select
    joined.period_end,
    joined.person_key,
    joined.skill_id,
    people.org_unit_id,
    people.job_family_before,
    people.was_there_throughout,
    joined.is_required,
    joined.gap_before,
    joined.gap,
    joined.has_risen,
    case
        when not people.is_there then 'exits'
        when not people.was_there then 'hires'
        when joined.required_level_before is distinct from joined.required_level then 'requirements'
        when joined.gap_before is null or joined.gap is null then 'assessment'
        else 'learning'
    end as component
from joined
inner join people
    on joined.period_end = people.period_end
    and joined.person_key = people.person_key
where joined.was_required or joined.is_required
