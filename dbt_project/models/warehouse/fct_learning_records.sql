select
    source,
    source_person_key,
    person_key,
    course_id,
    occurred_on,
    state,
    is_taken,
    minutes,
    minutes_source,
    is_minutes_capped,
    activity_type,
    activity_class,
    is_by_supervisor,
    is_in_working_time,
    org_unit_id,
    is_manager,
    excluded_because_repeated,
    excluded_because_unmatched,
    excluded_because_after_as_of,
    excluded_because_before_hire,
    excluded_because_after_exit,
    excluded_because_no_employment,
    is_eligible,
    {%- for regime in var('disclosable_activities') %}
    is_eligible and {{ is_disclosable(regime, 'activity_type', 'is_by_supervisor') }} as is_disclosable_{{ regime }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ ref('int_learning_records_placed') }}
