select
    person_key,
    moved_on,
    spell_number,
    move_kind,
    {%- for column in ['org_unit_id', 'job_id', 'job_title', 'job_family', 'job_level', 'position_id'] %}
    from_{{ column }},
    to_{{ column }},
    {%- endfor %}
    move_reason,
    is_other_function,
    excluded_because_recoding,
    move_kind = 'transfer' as excluded_because_same_job,
    move_kind in ('promotion', 'lateral', 'demotion') as is_eligible
from {{ ref('int_moves_classified') }}
