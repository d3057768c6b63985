select
    assessments.source,
    assessments.attempt_id,
    people.person_key,
    assessments.assessment_id,
    assessments.course_id,
    assessments.purpose,
    {{ local_date('assessments.attempted_at', 'company.timezone') }} as attempted_on,
    {{ rounded('assessments.score * 1000000.0 / nullif(assessments.max_score, 0)') }} as score_micro,
    assessments.is_passed,
    people.person_key is null as excluded_because_unmatched,
    coalesce(assessments.score > assessments.max_score, false) as excluded_because_off_scale,
    people.person_key is not null and coalesce(assessments.score <= assessments.max_score, true) as is_eligible
from {{ kept('stg_lms__assessments') }} as assessments
cross join {{ ref('stg_landing__companies') }} as company
left join {{ ref('int_people_matched') }} as people
    on assessments.source = people.source
    and assessments.source_person_key = people.source_person_key
