select
    person_key,
    active_from,
    active_to
from {{ ref('int_plans_activated') }}
