{{ stage('survey', 'responses', key=['source', 'survey_id', 'response_key']) }}

select
    source,
    survey_id,
    response_key,
    source_person_key,
    employee_no_key,
    email_key,
    recorded_at,
    is_finished,
    is_preview,
    {{ provenance() }}
from staged
