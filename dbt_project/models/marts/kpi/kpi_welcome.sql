with cells as (

    select * from {{ ref('kpi_welcome_cells') }}

)

{{ measure('onboarding_satisfaction', ['quarter', 'r12'], 'score_micro / cast(1000000 as double)', 'person_count', persons='person_count', grid='newcomers_heard',
    dimensions=['hire_cohort'], moments=['person_count', 'score_micro', 'person_count', 'score_micro_squared', 'score_micro', 'person_count']) }}
