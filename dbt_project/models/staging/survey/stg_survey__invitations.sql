{{ stage('survey', 'invitations', key=['source', 'survey_id', 'source_person_key']) }}

select
    source,
    survey_id,
    source_person_key,
    employee_no_key,
    email_key,
    invited_on,
    {{ provenance() }}
from staged
