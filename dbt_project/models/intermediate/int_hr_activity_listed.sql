select source, source_person_key, employee_no_key, email_key, reviewed_on as active_on from {{ kept('stg_hris__performance_reviews') }} where reviewed_on is not null
union all
select source, source_person_key, employee_no_key, email_key, approved_on as active_on from {{ kept('stg_hris__development_plans') }} where approved_on is not null
union all
select source, source_person_key, employee_no_key, email_key, held_on as active_on from {{ kept('stg_hris__check_ins') }}
union all
select source, source_person_key, employee_no_key, email_key, assigned_on as active_on from {{ kept('stg_hris__onboarding_tasks') }}
union all
select source, source_person_key, employee_no_key, email_key, reached_on as active_on from {{ kept('stg_hris__milestones_reached') }}
union all
select source, source_person_key, employee_no_key, email_key, closed_on as active_on from {{ kept('stg_hris__competency_ratings') }}
