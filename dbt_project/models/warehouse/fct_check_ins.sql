select
    person_key,
    held_on,
    spell_number,
    org_unit_id,
    days_since_previous
from {{ ref('int_check_ins_spaced') }}
