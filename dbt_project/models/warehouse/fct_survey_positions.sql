{{ config(materialized='view', meta={'by_window': {'fct_survey_index_scores': 'closed_on'}}) }}
select 'invited' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_survey_period_people') }}
where is_invited and is_employed_at_close
union all
select 'respondents' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_survey_period_people') }}
where rating_count > 0
union all
select 'respondents_enps_5pt' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_survey_period_people') }}
where enps_5pt_class is not null
union all
select 'voters' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_survey_period_people') }}
where is_voter
union all
select 'respondents_doi' as grid, 'survey' as period_type, closed_on as period_end, person_key, org_unit_id
from {{ ref('fct_survey_index_scores') }}
where is_of_period and score_micro is not null and index_id = 'doi' and answered_count >= {{ var('doi_answered_at_least') }}
union all
select 'respondents_time' as grid, 'survey' as period_type, closed_on as period_end, person_key, org_unit_id
from {{ ref('fct_survey_index_scores') }}
where is_of_period and score_micro is not null and index_id = 'time_to_learn'
union all
select 'respondents_safety' as grid, 'survey' as period_type, closed_on as period_end, person_key, org_unit_id
from {{ ref('fct_survey_index_scores') }}
where is_of_period and score_micro is not null and index_id = 'psychological_safety' and answered_count >= {{ var('safety_answered_at_least') }}
union all
select 'respondents_compared' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_survey_changes') }}
where item_key = 'all'
union all
select 'respondents_twice' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_survey_changes') }}
where item_key = 'all' and now_micro is not null and before_micro is not null
union all
select 'rated_360' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_feedback_windows') }}
where is_last and compared_count > 0
union all
select 'commented_360' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_feedback_windows') }}
where is_last and comment_count > 0
union all
select 'reacters' as grid, period_type, period_end, person_key, max(org_unit_id) as org_unit_id
from {{ ref('fct_programme_windows') }}
where stage = 'reaction' and reacted_count > 0
group by period_type, period_end, person_key
union all
select 'followed_up' as grid, period_type, period_end, person_key, max(org_unit_id) as org_unit_id
from {{ ref('fct_programme_windows') }}
where stage = 'follow_up'
group by period_type, period_end, person_key
union all
select 'follow_up_respondents' as grid, period_type, period_end, person_key, max(org_unit_id) as org_unit_id
from {{ ref('fct_programme_windows') }}
where stage = 'follow_up' and followed_count > 0
group by period_type, period_end, person_key
union all
select 'newcomers_heard' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_onboarding_windows') }}
where is_last
