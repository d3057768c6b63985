{{ stage('skills', 'skills', key=['source', 'skill_id']) }}

select
    source,
    skill_id,
    name,
    taxonomy,
    max_level,
    decay_class,
    half_life_months,
    is_critical,
    {{ provenance() }}
from staged
