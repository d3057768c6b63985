-- A day without an assignment says nothing about the job: the stretches on both sides of it are compared.
with known as (

    select *
    from {{ ref('int_employment_segments_cut') }}
    where not is_unit_carried

),

stated as (

    select
        people.person_key,
        assignments.valid_from,
        assignments.org_unit_id,
        max(assignments.move_reason) as move_reason
    from {{ kept('stg_hris__job_assignments') }} as assignments
    inner join {{ ref('int_people_matched') }} as people
        on assignments.source = people.source
        and assignments.source_person_key = people.source_person_key
    group by people.person_key, assignments.valid_from, assignments.org_unit_id

),

compared as (

    select
        known.person_key,
        known.spell_number,
        known.segment_from as moved_on,
        {%- for column in ['org_unit_id', 'job_id', 'job_title', 'job_family', 'job_level', 'position_id'] %}
        lag(known.{{ column }}) over (partition by known.person_key, known.spell_number order by known.segment_from nulls last) as from_{{ column }},
        known.{{ column }} as to_{{ column }},
        {%- endfor %}
        lag(known.segment_from) over (partition by known.person_key, known.spell_number order by known.segment_from nulls last) as before_from
    from known

)

select
    compared.*,
    stated.move_reason,
    coalesce(compared.from_job_id <> compared.to_job_id, false) as is_other_job,
    coalesce(compared.from_job_title = compared.to_job_title, false) as is_same_title,
    coalesce(compared.to_job_level - compared.from_job_level, 0) as level_step,
    compared.from_org_unit_id <> compared.to_org_unit_id as is_other_unit,
    coalesce(compared.from_position_id <> compared.to_position_id, false) as is_other_position,
    coalesce(compared.from_job_family <> compared.to_job_family, false) as is_other_function
from compared
left join stated
    on compared.person_key = stated.person_key
    and compared.moved_on = stated.valid_from
    and compared.to_org_unit_id = stated.org_unit_id
where compared.before_from is not null
