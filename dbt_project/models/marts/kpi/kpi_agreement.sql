with cells as (

    select * from {{ ref('kpi_agreement_cells') }}

)

{{ measure('development_opportunity_omega', ['survey'], 'null', value='null', persons='doi_people', grid='respondents_doi',
    moments=['doi_people', 'doi_sum_1', 'doi_sum_2', 'doi_sum_3', 'doi_sum_1_1', 'doi_sum_1_2', 'doi_sum_1_3', 'doi_sum_2_2', 'doi_sum_2_3', 'doi_sum_3_3']) }}
union all
{{ measure('psychological_safety_r_wg', ['survey'], 'null', value='null', persons='safety_people', grid='respondents_safety',
    moments=['points_least', 'points_most',
        'safety_people_1', 'safety_sum_1', 'safety_squares_1', 'safety_people_2', 'safety_sum_2', 'safety_squares_2', 'safety_people_3', 'safety_sum_3', 'safety_squares_3',
        'safety_people_4', 'safety_sum_4', 'safety_squares_4', 'safety_people_5', 'safety_sum_5', 'safety_squares_5', 'safety_people_6', 'safety_sum_6', 'safety_squares_6',
        'safety_people_7', 'safety_sum_7', 'safety_squares_7']) }}
union all
{{ measure('psychological_safety_icc1', ['survey'], 'null', value='null', persons='safety_people', grid='respondents_safety',
    moments=['team_count', 'safety_people', 'team_squares', 'safety_micro', 'safety_micro_squared', 'safety_between']) }}
