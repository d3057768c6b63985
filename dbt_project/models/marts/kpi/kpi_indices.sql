with cells as (

    select * from {{ ref('kpi_index_cells') }}

)

{{ measure('development_opportunity_index', ['survey'], 'doi_micro / cast(1000000 as double)', 'doi_count', persons='doi_count', grid='respondents_doi',
    moments=['doi_count', 'doi_micro', 'doi_count', 'doi_micro_squared', 'doi_micro', 'doi_count'], dimensions=person_dimensions()) }}
union all
{{ measure('time_to_learn_score', ['survey'], 'time_to_learn_micro / cast(1000000 as double)', 'time_to_learn_count', persons='time_to_learn_count', grid='respondents_time',
    moments=['time_to_learn_count', 'time_to_learn_micro', 'time_to_learn_count', 'time_to_learn_micro_squared', 'time_to_learn_micro', 'time_to_learn_count'], dimensions=person_dimensions()) }}
union all
{{ measure('psychological_safety_score', ['survey'], 'psychological_safety_micro / cast(1000000 as double)', 'psychological_safety_count',
    persons='psychological_safety_count', grid='respondents_safety',
    moments=['psychological_safety_count', 'psychological_safety_micro', 'psychological_safety_count', 'psychological_safety_micro_squared',
        'psychological_safety_micro', 'psychological_safety_count'], dimensions=person_dimensions()) }}
