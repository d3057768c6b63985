{%- set tables = {
    'hris': ['employees', 'check_ins', 'competency_ratings', 'development_plans', 'milestones_reached', 'onboarding_tasks', 'performance_reviews'],
    'lms': ['assessments', 'certificates', 'enrollments', 'learning_events', 'learning_records', 'learning_time_budgets', 'programme_eligibility', 'session_seats'],
    'skills': ['skill_evidence'],
    'survey': ['invitations', 'responses'],
} -%}
with stated as (

    {% for domain, names in tables.items() %}{% for name in names -%}
    select
        source,
        source_person_key,
        employee_no_key,
        email_key,
        known_on,
        {{ "true" if name == 'employees' else "false" }} as is_hris_record,
        record_state = 'kept' as is_in_force
    from {{ ref('stg_' ~ domain ~ '__' ~ name) }}
    where source_person_key is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}{{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    source,
    source_person_key,
    known_on,
    -- What two rows of one day state differently is stated by neither.
    case when count(distinct employee_no_key) = 1 then min(employee_no_key) end as employee_no_key,
    case when count(distinct email_key) = 1 then min(email_key) end as email_key,
    max(case when is_hris_record then 1 else 0 end) = 1 as is_hris_record,
    max(case when is_in_force then 1 else 0 end) = 1 as is_in_force,
    count(distinct employee_no_key) > 1 as is_number_ambiguous,
    count(distinct email_key) > 1 as is_address_ambiguous
from stated
group by source, source_person_key, known_on
