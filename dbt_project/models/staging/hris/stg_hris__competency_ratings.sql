{{ stage('hris', 'competency_ratings', key=['source', 'cycle_id', 'source_person_key', 'competency_id', 'rater_group']) }}

select
    source,
    cycle_id,
    source_person_key,
    employee_no_key,
    email_key,
    competency_id,
    rater_group,
    closed_on,
    rater_count,
    mean_rating,
    scale_points,
    comment_count,
    actionable_comment_count,
    {{ provenance() }}
from staged
