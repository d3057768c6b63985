{{ stage('hris', 'performance_reviews', key=['source', 'source_person_key', 'cycle_id']) }}

select
    source,
    source_person_key,
    cycle_id,
    employee_no_key,
    email_key,
    reviewed_on,
    rating,
    scale_points,
    has_development_goal,
    is_regular,
    {{ provenance() }}
from staged
