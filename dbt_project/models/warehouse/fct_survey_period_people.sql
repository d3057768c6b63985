with participants as (

    select
        *,
        row_number() over (
            partition by closed_on, person_key
            order by case when has_responded then 0 else 1 end nulls last, responded_on desc nulls last, survey_id desc nulls last
        ) as leading_first,
        row_number() over (
            partition by closed_on, person_key
            order by case when enps_class is null then 1 else 0 end nulls last, responded_on desc nulls last, survey_id desc nulls last
        ) as enps_first,
        row_number() over (
            partition by closed_on, person_key
            order by case when enps_5pt_class is null then 1 else 0 end nulls last, responded_on desc nulls last, survey_id desc nulls last
        ) as enps_5pt_first
    from {{ ref('fct_survey_participants') }}
    where is_listening

),

votes as (

    select survey_id, person_key, sum(case when is_chosen then 1 else 0 end) as vote_count
    from {{ ref('fct_survey_answers') }}
    where index_id = 'learning_need'
    group by survey_id, person_key

),

surveys_with_a_vote as (

    select distinct survey_id from {{ ref('fct_survey_answers') }} where index_id = 'learning_need'

)

select
    'survey' as period_type,
    participants.closed_on as period_end,
    participants.person_key,
    max(case when leading_first = 1 then participants.org_unit_id end) as org_unit_id,
    max(case when participants.is_invited then 1 else 0 end) = 1 as is_invited,
    max(case when participants.is_employed_at_close then 1 else 0 end) = 1 as is_employed_at_close,
    max(case when participants.has_responded then 1 else 0 end) = 1 as has_responded,
    -- Asked for a vote: who chose something, or finished a form in which somebody did.
    max(case when coalesce(votes.vote_count, 0) > 0 or (participants.is_finished and voting.survey_id is not null) then 1 else 0 end) = 1 as is_voter,
    cast(sum(participants.rating_count) as integer) as rating_count,
    cast(sum(participants.favourable_count) as integer) as favourable_count,
    {{ rounded(ratio('sum(participants.mean_score_micro * participants.rating_count)', 'sum(participants.rating_count)')) }} as mean_score_micro,
    max(case when enps_first = 1 then participants.enps_class end) as enps_class,
    max(case when enps_5pt_first = 1 then participants.enps_5pt_class end) as enps_5pt_class
from participants
left join votes
    on participants.survey_id = votes.survey_id
    and participants.person_key = votes.person_key
left join surveys_with_a_vote as voting
    on participants.survey_id = voting.survey_id
group by participants.closed_on, participants.person_key
