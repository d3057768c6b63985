{{ stage('survey', 'surveys', key=['source', 'survey_id']) }}

select
    source,
    survey_id,
    name,
    opened_on,
    closed_on,
    coalesce(kind, 'engagement') as kind,
    programme_id,
    {{ provenance() }}
from staged
