-- A case counts twice: as a report on its first day, and as a duration once it has ended by recovery.
select
    source,
    absence_key,
    spell_number,
    'reported' as event,
    person_key,
    started_on as happened_on,
    reported_org_unit_id as org_unit_id,
    is_relapse,
    cast(null as integer) as duration_days
from {{ ref('fct_absences') }}
where is_eligible
union all
select
    source,
    absence_key,
    spell_number,
    'recovered' as event,
    person_key,
    {{ add_days('ended_before', -1) }} as happened_on,
    ended_org_unit_id as org_unit_id,
    is_relapse,
    duration_days
from {{ ref('fct_absences') }}
where is_eligible and has_recovered
