with cells as (

    select * from {{ ref('kpi_survey_cells') }}

)

{{ measure('response_rate', ['survey'], 'respondent_count', 'invited_count', persons='invited_count', grid='invited', dimensions=person_dimensions()) }}
union all
{{ measure('favourability', ['survey'], 'favourable_count', 'rating_count', persons='rater_count', grid='respondents',
    moments=['rater_count', 'favourable_count', 'rating_count', 'favourable_favourable', 'favourable_ratings', 'ratings_ratings'], dimensions=person_dimensions()) }}
union all
{{ measure('mean_score', ['survey'], 'score_micro / cast(1000000 as double)', 'rater_count', persons='rater_count', grid='respondents',
    moments=['rater_count', 'score_micro', 'rater_count', 'score_micro_squared', 'score_micro', 'rater_count'], dimensions=person_dimensions()) }}
union all
{{ measure('enps', ['survey'], '100 * (promoter_count - detractor_count)', 'promoter_count + passive_count + detractor_count',
    persons='promoter_count + passive_count + detractor_count', grid='respondents_enps',
    moments=['promoter_count', 'passive_count', 'detractor_count'], dimensions=person_dimensions()) }}
union all
{{ measure('enps_5pt', ['survey'], '100 * (promoter_5pt_count - detractor_5pt_count)', 'promoter_5pt_count + passive_5pt_count + detractor_5pt_count',
    persons='promoter_5pt_count + passive_5pt_count + detractor_5pt_count', grid='respondents_enps_5pt',
    moments=['promoter_5pt_count', 'passive_5pt_count', 'detractor_5pt_count'], dimensions=person_dimensions()) }}
