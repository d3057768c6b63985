-- Who was asked in a survey, who answered, and what the answers add up to.
select
    'survey' as period_type,
    closed_on as period_end,
    person_key,
    org_unit_id,
    case when is_invited and is_employed_at_close then 1 end as invited,
    case when is_invited and is_employed_at_close and has_responded then 1 end as responded,
    case when rating_count > 0 then 1 end as rater,
    rating_count,
    favourable_count,
    mean_score_micro as score_micro,
    case when enps_class = 'promoter' then 1 end as promoter,
    case when enps_class = 'passive' then 1 end as passive,
    case when enps_class = 'detractor' then 1 end as detractor
from warehouse.warehouse.fct_survey_participants
