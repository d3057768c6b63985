with cells as (

    select * from {{ ref('kpi_vote_cells') }}

)

{{ measure('learning_need_vote', ['survey'], 'vote_count', 'voter_count', persons='voter_count', grid='voters', dimensions=person_dimensions() + ['skill']) }}
