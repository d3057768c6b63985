select
    person_key,
    role_from,
    role_to,
    spell_number,
    has_moved,
    history_start
from {{ ref('int_role_spells_merged') }}
