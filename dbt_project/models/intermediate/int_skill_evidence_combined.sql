with company as (

    select * from {{ ref('stg_landing__companies') }}

),

-- A course that two sources map to one skill reaches the higher level.
taught as (

    select course_id, skill_id, max(level_reached) as level_reached
    from {{ kept('stg_lms__course_skills') }}
    group by course_id, skill_id

),

found as (

    select
        evidence.source,
        evidence.source_person_key,
        people.person_key,
        evidence.skill_id,
        evidence.observed_on,
        evidence.method,
        evidence.level,
        evidence.floor_level,
        evidence.known_on,
        evidence.file_name,
        evidence.row_number
    from {{ kept('stg_skills__skill_evidence') }} as evidence
    left join {{ ref('int_people_matched') }} as people
        on evidence.source = people.source
        and evidence.source_person_key = people.source_person_key

    union all

    -- A completion says what its course promises: evidence of the weakest kind.
    select
        records.source,
        records.source_person_key,
        records.person_key,
        taught.skill_id,
        records.occurred_on,
        'inferred' as method,
        taught.level_reached as level,
        null as floor_level,
        null as known_on,
        records.course_id as file_name,
        null as row_number
    from {{ ref('int_learning_records_placed') }} as records
    inner join taught
        on records.course_id = taught.course_id
    where records.is_eligible

),

ranked as (

    select
        found.*,
        case found.method
            when 'test' then 1 when 'certified' then 2 when 'manager' then 3 when 'peer' then 4 when 'self' then 5 when 'inferred' then 6
        end as method_rank,
        skills.max_level,
        -- Of two that say the same of one person and day the one known last counts; of two completions the higher level.
        row_number() over (
            partition by coalesce(found.person_key, found.source_person_key), found.skill_id, found.observed_on, found.method
            order by
                found.known_on desc nulls last, found.level desc nulls last, found.source nulls last, found.file_name nulls last,
                found.row_number desc nulls last
        ) as best_first
    from found
    inner join {{ ref('int_skills_listed') }} as skills
        on found.skill_id = skills.skill_id

),

flagged as (

    select
        ranked.*,
        ranked.person_key is null as excluded_because_unmatched,
        ranked.observed_on > company.as_of as excluded_because_after_as_of,
        ranked.method_rank is not null and ranked.level is null as excluded_because_without_level,
        ranked.best_first > 1 as excluded_because_repeated
    from ranked
    cross join company

)

select
    source,
    source_person_key,
    person_key,
    skill_id,
    observed_on,
    method,
    cast(method_rank as integer) as method_rank,
    case when method_rank is not null then {{ on_common_scale('level', 'max_level') }} end as level,
    case when method_rank is not null then {{ on_common_scale('coalesce(floor_level, 0)', 'max_level') }} end as floor_level,
    excluded_because_unmatched,
    excluded_because_after_as_of,
    excluded_because_without_level,
    excluded_because_repeated,
    not (excluded_because_unmatched or excluded_because_after_as_of or excluded_because_without_level or excluded_because_repeated)
        as is_eligible
from flagged
