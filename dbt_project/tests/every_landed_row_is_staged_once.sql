-- What: of every delivery and table, staging holds as many rows (kept, superseded and duplicate together) as the register says landed.
-- When it matters: a row more or less means that figures rest on rows nobody delivered, or that rows were lost without a word.
-- What to do: a part of the landing was changed or removed by hand, or the register was not rewritten. Land the source anew; if the
-- counts still differ, look at the joins of the macro `stage`.
{%- set staged = {
    'finance': ['budgets', 'business_outcomes', 'training_costs'],
    'hris': [
        'compensation', 'employees', 'employment_spells', 'job_assignments', 'org_units', 'talent_flags', 'competency_ratings',
        'performance_reviews', 'development_plans', 'development_goals', 'check_ins',
        'onboarding_tasks', 'role_milestones', 'milestones_reached',
        'absences', 'positions', 'successors',
    ],
    'lms': [
        'courses', 'enrollments', 'learning_records', 'learning_events',
        'course_skills', 'programmes', 'programme_courses', 'programme_eligibility', 'sessions', 'session_seats', 'assessments',
        'certificates', 'role_certificate_requirements', 'learning_time_budgets',
    ],
    'plan': ['initiatives', 'programme_plans'],
    'skills': ['skills', 'role_skill_requirements', 'skill_evidence', 'role_demand_plan'],
    'survey': ['surveys', 'questions', 'question_indices', 'invitations', 'responses', 'answers'],
} %}
with staged as (

    {% for domain, tables in staged.items() %}{% for table in tables -%}
    select '{{ domain }}' as domain, '{{ table }}' as table_name, delivery_id, count(*) as rows_staged
    from {{ ref('stg_' ~ domain ~ '__' ~ table) }}
    group by delivery_id
    {{ 'union all' if not loop.last }}
    {% endfor %}{{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    deliveries.source,
    deliveries.domain,
    deliveries.table_name,
    deliveries.file_name,
    deliveries.delivery_id,
    deliveries.rows_landed,
    coalesce(staged.rows_staged, 0) as rows_staged
from {{ ref('stg_landing__deliveries') }} as deliveries
left join staged
    on deliveries.domain = staged.domain
    and deliveries.table_name = staged.table_name
    and deliveries.delivery_id = staged.delivery_id
where deliveries.rows_landed <> coalesce(staged.rows_staged, 0)
