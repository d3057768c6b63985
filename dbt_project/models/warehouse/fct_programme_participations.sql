select
    programme_id,
    run_id,
    person_key,
    is_run_named,
    started_on,
    org_unit_id,
    is_cancelled,
    first_learnt_on,
    last_learnt_on,
    completed_on,
    first_learnt_on is not null as has_attended,
    cast(record_count as integer) as record_count,
    cast(timed_record_count as integer) as timed_record_count,
    cast(minutes as bigint) as minutes
from {{ ref('int_programme_participations_followed') }}
