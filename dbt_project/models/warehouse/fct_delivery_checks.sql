{#- One row a table of a source and state of its rows: landed = kept + superseded + duplicate. -#}
{%- set staged = {
    'hris': [
        'employees', 'employment_spells', 'job_assignments', 'org_units', 'talent_flags', 'competency_ratings',
        'performance_reviews', 'development_plans', 'development_goals', 'check_ins',
        'onboarding_tasks', 'role_milestones', 'milestones_reached',
        'absences', 'positions', 'successors',
    ],
    'lms': [
        'courses', 'enrollments', 'learning_records', 'learning_events',
        'course_skills', 'programmes', 'programme_courses', 'programme_eligibility', 'sessions', 'session_seats', 'assessments',
        'certificates', 'role_certificate_requirements', 'learning_time_budgets',
    ],
    'skills': ['skills', 'role_skill_requirements', 'skill_evidence', 'role_demand_plan'],
    'survey': ['surveys', 'questions', 'question_indices', 'invitations', 'responses', 'answers'],
} -%}
with checks as (

    select
        source,
        concat(domain, '.', table_name) as table_name,
        'quarantined' as check_id,
        'Rows of the accepted deliveries that did not fit the contract; they lie in the quarantine with line, column, value and rule' as description,
        cast(sum(rows_read) as bigint) as rows_checked,
        cast(sum(rows_quarantined) as bigint) as rows_found,
        'warn' as severity,
        'set aside until the source is corrected' as decision
    from {{ ref('stg_landing__deliveries') }}
    group by source, domain, table_name

    {% for domain, tables in staged.items() %}{% for table in tables -%}
    {%- for state, words in {
        'duplicate': 'Rows that repeat a key within one delivery; the last one counts',
        'superseded': 'Rows of earlier deliveries that a later one replaces',
    }.items() %}
    union all
    {{ quality_check(ref('stg_' ~ domain ~ '__' ~ table), domain ~ '.' ~ table, state, words, "record_state = '" ~ state ~ "'", severity='info', decision="'the later row counts'") }}
    {%- endfor %}{% endfor %}{% endfor %}

)

select * from checks
