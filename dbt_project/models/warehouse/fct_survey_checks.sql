with responses as (

    select 'all' as source, programmes.* from {{ ref('fct_programme_responses') }} as programmes

)

{{ quality_check(ref('int_surveys_merged'), 'survey.surveys', 'merged', 'Engagement and pulse surveys that close on the day of another',
    'is_merged', decision="'one survey period'") }}
union all
{{ quality_check(ref('int_competency_ratings_judged'), 'hris.competency_ratings', 'few_raters', 'Groups of raters too small to be shown in 360-degree feedback',
    'excluded_because_few_raters', severity='info', decision="'not in the mean of others'") }}
union all
{{ quality_check(ref('int_competency_ratings_judged'), 'hris.competency_ratings', 'off_scale', 'Mean ratings that lie off their scale',
    'excluded_because_not_rated and score_micro is null and rater_count > 0', decision="'not counted'") }}
union all
{{ quality_check('responses', 'survey.responses', 'not_attended', 'Responses to surveys about programmes from people who are not on the attendance list',
    'excluded_because_not_attended', decision="'not counted'") }}
union all
{{ quality_check('responses', 'survey.responses', 'untimely_follow_up', 'Follow-ups answered too early or too late after the programme',
    'excluded_because_untimely', severity='info', decision="'not counted'") }}
