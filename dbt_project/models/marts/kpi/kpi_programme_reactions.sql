with cells as (

    select * from {{ ref('kpi_programme_cells') }} where stage = 'reaction'

)

{{ measure('reaction_score', ['quarter', 'r12'], 'reaction_micro / cast(1000000 as double)', 'reacted_count', persons='reacted_people', grid='reacters', dimensions=['programme'],
    moments=['person_count', 'reaction_micro', 'reacted_count', 'yy_1', 'yx_1', 'xx_1']) }}
union all
{{ measure('reaction_favourability', ['quarter', 'r12'], 'reaction_favourable_count', 'reaction_answer_count', persons='reacted_people', grid='reacters', dimensions=['programme'],
    moments=['person_count', 'reaction_favourable_count', 'reaction_answer_count', 'yy_2', 'yx_2', 'xx_2']) }}
