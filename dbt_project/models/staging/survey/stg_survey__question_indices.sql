{{ stage('survey', 'question_indices', key=['source', 'survey_id', 'question_id', 'index_id']) }}

select
    source,
    survey_id,
    question_id,
    index_id,
    item_order,
    coalesce(weight, 1) as weight,
    skill_id,
    {{ provenance() }}
from staged
