{{ stage('survey', 'answers', key=['source', 'survey_id', 'response_key', 'question_id']) }}

select
    source,
    survey_id,
    response_key,
    question_id,
    answer_value,
    {{ provenance() }}
from staged
