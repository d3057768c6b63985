-- What: no two surveys have the same closing day.
-- When it matters: a published figure of a survey is told apart by the day it closed; two would be poured into one cell.
-- What to do: give one of the two in the source (or in the `surveys` rows of sources.yaml) a closing day of its own. If they are one
-- survey in two languages or links, deliver both under one survey_id.
select
    closed_on,
    count(distinct survey_id) as survey_count,
    min(survey_id) as first_survey_id,
    max(survey_id) as last_survey_id
from {{ ref('stg_survey__surveys') }}
where record_state = 'kept'
group by closed_on
having count(distinct survey_id) > 1
