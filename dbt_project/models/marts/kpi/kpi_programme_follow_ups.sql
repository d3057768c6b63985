with cells as (

    select * from {{ ref('kpi_programme_cells') }} where stage = 'follow_up'

)

{{ measure('follow_up_response_rate', ['quarter', 'r12'], 'followed_count', 'participation_count', persons='person_count', grid='followed_up', dimensions=['programme'],
    moments=['person_count', 'followed_count', 'participation_count', 'yy_4', 'yx_4', 'xx_4']) }}
union all
{{ measure('application_rate', ['quarter', 'r12'], 'applied_count', 'followed_count', persons='followed_people', grid='follow_up_respondents', dimensions=['programme'],
    moments=['person_count', 'applied_count', 'followed_count', 'yy_3', 'yx_3', 'xx_3']) }}
union all
-- Nobody, or everybody, of those who did not answer has applied something: the truth lies between.
{{ measure('application_rate_low', ['quarter', 'r12'], 'applied_count', 'case when followed_count > 0 then participation_count end', persons='person_count', grid='followed_up',
    dimensions=['programme']) }}
union all
{{ measure('application_rate_high', ['quarter', 'r12'], 'applied_count + participation_count - followed_count', 'case when followed_count > 0 then participation_count end',
    persons='person_count', grid='followed_up', dimensions=['programme']) }}
union all
{{ measure('scrap_learning_rate', ['quarter', 'r12'], 'unapplied_count', 'followed_count', persons='followed_people', grid='follow_up_respondents', dimensions=['programme'],
    moments=['person_count', 'unapplied_count', 'followed_count', 'yy_6', 'yx_6', 'xx_6']) }}
union all
{{ measure('scrap_learning_rate_hours', ['quarter', 'r12'], 'unapplied_minutes', 'followed_minutes', persons='followed_people', grid='follow_up_respondents', dimensions=['programme'],
    completeness='coalesce(followed_timed_count / nullif(cast(followed_count as double), 0), 1)',
    moments=['person_count', 'unapplied_minutes', 'followed_minutes', 'yy_5', 'yx_5', 'xx_5']) }}
union all
{{ measure('self_reported_application', ['quarter', 'r12'], 'self_applied_favourable', 'self_applied_count', persons='followed_people', grid='follow_up_respondents',
    dimensions=['programme'], moments=['person_count', 'self_applied_favourable', 'self_applied_count', 'yy_7', 'yx_7', 'xx_7']) }}
union all
{{ measure('self_reported_results', ['quarter', 'r12'], 'self_results_favourable', 'self_results_count', persons='followed_people', grid='follow_up_respondents',
    dimensions=['programme'], moments=['person_count', 'self_results_favourable', 'self_results_count', 'yy_8', 'yx_8', 'xx_8']) }}
