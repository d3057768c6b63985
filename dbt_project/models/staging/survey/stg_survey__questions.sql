{{ stage('survey', 'questions', key=['source', 'survey_id', 'question_id']) }}

select
    source,
    survey_id,
    question_id,
    text,
    scale_points,
    is_reversed,
    kind,
    {{ provenance() }}
from staged
