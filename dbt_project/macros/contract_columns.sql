{# Generated from the contracts by `python -m orchestration.commands generated`: change those, not this. #}

{#
  Every contract table with its columns but the technical ones, as lists: of tables [domain, table, columns], of columns
  [name, what an empty cell means or '', column beside which it is needed or '', whether some are expected to be filled].
#}
{% macro contract_columns() %}{{ return([
    ['finance', 'budgets', [
        ['org_unit_id', '', '', false],
        ['period_start', '', '', false],
        ['period_end', '', '', false],
        ['budget_cents', 'not decided', '', false],
        ['committed_cents', 'nothing is ordered', '', false],
        ['forecast_cents', 'nobody forecasts', '', false],
        ['currency', "the company's own", '', false]
    ]],
    ['finance', 'business_outcomes', [
        ['org_unit_id', '', '', false],
        ['period_start', '', '', false],
        ['period_end', '', '', false],
        ['measure', '', '', false],
        ['unit_of_measure', '', '', false],
        ['outcome_value', '', '', false],
        ['is_higher_better', '', '', false]
    ]],
    ['finance', 'training_costs', [
        ['cost_id', '', '', false],
        ['programme_id', 'serves no single programme', '', false],
        ['org_unit_id', 'the company as a whole', '', false],
        ['kind', '', '', false],
        ['paid_to', '', '', false],
        ['amount_cents', '', '', false],
        ['currency', "the company's own", '', false],
        ['is_estimated', 'known', '', false],
        ['is_participant_time', 'an expenditure', '', false],
        ['booked_on', '', '', false]
    ]],
    ['hris', 'absences', [
        ['source_person_key', '', '', false],
        ['absence_key', '', '', false],
        ['valid_from', '', '', false],
        ['valid_to', 'still runs', '', false],
        ['kind', '', '', false],
        ['absence_percent', '', '', false],
        ['reported_on', '', '', false],
        ['recovered_on', 'still away', '', false]
    ]],
    ['hris', 'check_ins', [
        ['source_person_key', '', '', false],
        ['held_on', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false]
    ]],
    ['hris', 'compensation', [
        ['source_person_key', '', '', false],
        ['valid_from', '', '', false],
        ['contract_number', 'pay of the person', '', false],
        ['valid_to', 'still holds', '', false],
        ['yearly_salary_cents', '', '', false],
        ['loaded_factor', '', '', false],
        ['currency', "the company's own", '', false]
    ]],
    ['hris', 'competency_ratings', [
        ['cycle_id', '', '', false],
        ['source_person_key', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['competency_id', '', '', false],
        ['rater_group', '', '', false],
        ['closed_on', '', '', false],
        ['rater_count', '', '', false],
        ['mean_rating', 'nobody rated', '', false],
        ['scale_points', '', '', false],
        ['comment_count', 'the form asks for no comments', '', false],
        ['actionable_comment_count', 'comments are not marked', '', false]
    ]],
    ['hris', 'development_goals', [
        ['goal_key', '', '', false],
        ['plan_key', '', '', false],
        ['skill_id', 'linked to no skill', '', false],
        ['set_on', '', '', false],
        ['due_on', '', '', false],
        ['achieved_on', 'not achieved', '', false],
        ['withdrawn_on', 'not withdrawn', '', false]
    ]],
    ['hris', 'development_plans', [
        ['plan_key', '', '', false],
        ['source_person_key', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['approved_on', 'a draft', '', false],
        ['updated_on', '', '', false],
        ['ended_on', 'still holds', '', false]
    ]],
    ['hris', 'employees', [
        ['source_person_key', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['surname_key', '', '', false],
        ['birth_year', '', '', false],
        ['gender', '', '', false]
    ]],
    ['hris', 'employment_spells', [
        ['source_person_key', '', '', false],
        ['spell_key', '', '', false],
        ['started_on', '', '', false],
        ['last_day_on', 'still employed', '', true],
        ['notice_on', 'no notice is known', '', false],
        ['exit_reason', '', 'last_day_on', false],
        ['exit_reason_detail', 'nobody asked', '', false],
        ['worker_type', '', '', false],
        ['is_hire_rescinded', 'not withdrawn', '', false],
        ['stated_status', '', '', false]
    ]],
    ['hris', 'job_assignments', [
        ['source_person_key', '', '', false],
        ['assignment_key', '', '', false],
        ['valid_from', '', '', false],
        ['valid_to', 'still in force', '', false],
        ['org_unit_id', '', '', false],
        ['fte', '', '', false],
        ['manager_person_key', '', '', false],
        ['job_id', '', '', false],
        ['job_title', '', '', false],
        ['job_family', '', '', false],
        ['job_level', '', '', false],
        ['location', '', '', false],
        ['contract_type', '', '', false],
        ['position_id', '', '', false],
        ['weekly_hours', '', '', false],
        ['full_time_hours', '', '', false],
        ['move_reason', 'not said why it began', '', false]
    ]],
    ['hris', 'milestones_reached', [
        ['source_person_key', '', '', false],
        ['milestone_id', '', '', false],
        ['reached_on', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false]
    ]],
    ['hris', 'onboarding_tasks', [
        ['source_person_key', '', '', false],
        ['task_id', '', '', false],
        ['assigned_on', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['completed_on', 'not completed', '', false],
        ['is_required', 'required', '', false]
    ]],
    ['hris', 'org_units', [
        ['org_unit_id', '', '', false],
        ['valid_from', 'always', '', false],
        ['valid_to', 'still in force', '', false],
        ['name', '', '', false],
        ['parent_org_unit_id', 'directly under the company', '', false],
        ['name_surname_key', '', '', false]
    ]],
    ['hris', 'performance_reviews', [
        ['source_person_key', '', '', false],
        ['cycle_id', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['reviewed_on', 'agreed and not held', '', false],
        ['rating', 'not to be rated', '', false],
        ['scale_points', '', 'rating', false],
        ['has_development_goal', '', 'reviewed_on', false],
        ['is_regular', 'regular', '', false]
    ]],
    ['hris', 'positions', [
        ['position_id', '', '', false],
        ['valid_from', '', '', false],
        ['valid_to', 'still runs', '', false],
        ['org_unit_id', '', '', false],
        ['job_id', '', '', false],
        ['job_title', '', '', false],
        ['job_family', '', '', false],
        ['is_critical', '', '', false],
        ['opened_on', 'no vacancy', '', false],
        ['filled_on', 'not filled', '', false],
        ['withdrawn_on', 'not withdrawn', '', false]
    ]],
    ['hris', 'role_milestones', [
        ['milestone_id', '', '', false],
        ['name', '', '', false],
        ['job_id', 'every job', '', false],
        ['job_family', 'every family', '', false],
        ['valid_from', 'always', '', false],
        ['valid_to', 'still applies', '', false]
    ]],
    ['hris', 'successors', [
        ['position_id', '', '', false],
        ['source_person_key', '', '', false],
        ['nominated_on', '', '', false],
        ['ended_on', 'still holds', '', false],
        ['readiness', '', '', false]
    ]],
    ['hris', 'talent_flags', [
        ['source_person_key', '', '', false],
        ['flagged_on', '', '', false],
        ['ended_on', 'still marked', '', false]
    ]],
    ['lms', 'assessments', [
        ['attempt_id', '', '', false],
        ['assessment_id', '', '', false],
        ['course_id', '', '', false],
        ['source_person_key', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['purpose', '', '', false],
        ['attempted_at', '', '', false],
        ['score', 'not marked yet', '', false],
        ['max_score', '', '', false],
        ['is_passed', 'no bar is set', '', false]
    ]],
    ['lms', 'certificates', [
        ['certification_id', '', '', false],
        ['source_person_key', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['issued_on', '', '', false],
        ['expires_on', 'the certificate does not say', '', false],
        ['revoked_on', 'it stands', '', false]
    ]],
    ['lms', 'course_skills', [
        ['course_id', '', '', false],
        ['skill_id', '', '', false],
        ['level_reached', '', '', false]
    ]],
    ['lms', 'courses', [
        ['course_id', '', '', false],
        ['title', '', '', false],
        ['duration_minutes', '', '', false],
        ['delivery_mode', '', '', false],
        ['activity_type', 'a course', '', false]
    ]],
    ['lms', 'enrollments', [
        ['course_id', '', '', false],
        ['source_person_key', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['enrolled_at', '', '', false],
        ['cancelled_by', 'nobody cancelled', '', false],
        ['due_on', 'no day is set', '', false],
        ['cancelled_at', 'not cancelled', '', false],
        ['is_mandatory', 'assigned where a day is set', '', false],
        ['exemption', 'not exempt', '', false],
        ['run_id', 'runs are not named', '', false]
    ]],
    ['lms', 'learning_events', [
        ['statement_id', '', '', false],
        ['source_person_key', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['verb', '', '', false],
        ['course_id', 'the statement names none', '', false],
        ['occurred_at', '', '', false],
        ['duration_seconds', 'the statement is about no duration', '', false],
        ['is_completed', 'not said to be completed', '', false],
        ['voided_statement_id', 'takes nothing back', '', false]
    ]],
    ['lms', 'learning_records', [
        ['source_person_key', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['course_id', '', '', false],
        ['occurred_at', '', '', false],
        ['state', '', '', false],
        ['minutes', '', '', false],
        ['activity_type', 'what the catalogue says, else a course', '', false],
        ['is_by_supervisor', 'not by the supervisor', '', false],
        ['is_in_working_time', 'in working time', '', false]
    ]],
    ['lms', 'learning_time_budgets', [
        ['budget_id', '', '', false],
        ['source_person_key', 'not about one person', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['org_unit_id', 'every unit', '', false],
        ['job_family', 'every family', '', false],
        ['job_id', 'every job', '', false],
        ['job_level', 'every level', '', false],
        ['budgeted_from', '', '', false],
        ['budgeted_to', '', '', false],
        ['minutes', '', '', false]
    ]],
    ['lms', 'programme_courses', [
        ['programme_id', '', '', false],
        ['course_id', '', '', false],
        ['is_required', 'required', '', false],
        ['position', '', '', false]
    ]],
    ['lms', 'programme_eligibility', [
        ['programme_id', '', '', false],
        ['eligibility_id', '', '', false],
        ['source_person_key', 'not about one person', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['org_unit_id', 'every unit', '', false],
        ['job_family', 'every family', '', false],
        ['job_id', 'every job', '', false],
        ['job_level', 'every level', '', false],
        ['eligible_from', '', '', false],
        ['eligible_to', 'still eligible', '', false]
    ]],
    ['lms', 'programmes', [
        ['programme_id', '', '', false],
        ['name', '', '', false],
        ['programme_type', '', '', false],
        ['opened_on', 'always', '', false],
        ['closed_on', 'still offered', '', false]
    ]],
    ['lms', 'role_certificate_requirements', [
        ['requirement_id', '', '', false],
        ['certification_id', '', '', false],
        ['org_unit_id', 'every unit', '', false],
        ['job_family', 'every family', '', false],
        ['job_id', 'every job', '', false],
        ['job_level', 'every level', '', false],
        ['required_from', 'always', '', false],
        ['required_to', 'still required', '', false],
        ['validity_months', '', '', false],
        ['never_expires', 'it does expire', '', false]
    ]],
    ['lms', 'session_seats', [
        ['session_id', '', '', false],
        ['source_person_key', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['state', '', '', false],
        ['cancelled_at', 'not cancelled', '', false],
        ['minutes', 'the length of the session counts', '', false]
    ]],
    ['lms', 'sessions', [
        ['session_id', '', '', false],
        ['course_id', '', '', false],
        ['starts_at', '', '', false],
        ['duration_minutes', '', '', false],
        ['capacity', 'nobody limits the seats', '', false],
        ['run_id', 'runs are not named', '', false],
        ['state', '', '', false]
    ]],
    ['plan', 'initiatives', [
        ['initiative_id', '', '', false],
        ['name', '', '', false],
        ['programme_id', '', '', false],
        ['phase', '', '', false],
        ['is_quick_win', '', '', false],
        ['started_on', '', '', false],
        ['due_on', '', '', false],
        ['owner_role', '', '', false],
        ['metric_id', '', '', false],
        ['org_unit_id', '', '', false],
        ['baseline_value', '', '', false],
        ['target_value', '', '', false]
    ]],
    ['plan', 'programme_plans', [
        ['programme_id', '', '', false],
        ['period_start', '', '', false],
        ['period_end', '', '', false],
        ['planned_participants', '', '', false],
        ['planned_minutes', '', '', false],
        ['planned_cost_cents', '', '', false],
        ['currency', '', '', false]
    ]],
    ['skills', 'role_demand_plan', [
        ['job_id', '', '', false],
        ['org_unit_id', '', '', false],
        ['horizon_months', '', '', false],
        ['scenario', '', '', false],
        ['fte_hundredths', '', '', false]
    ]],
    ['skills', 'role_skill_requirements', [
        ['job_id', '', '', false],
        ['skill_id', '', '', false],
        ['valid_from', '', '', false],
        ['required_level', '', '', false],
        ['weight', '', '', false],
        ['is_practised', '', '', false]
    ]],
    ['skills', 'skill_evidence', [
        ['source_person_key', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['skill_id', '', '', false],
        ['observed_on', '', '', false],
        ['method', '', '', false],
        ['level', '', '', false],
        ['floor_level', '', '', false]
    ]],
    ['skills', 'skills', [
        ['skill_id', '', '', false],
        ['name', '', '', false],
        ['taxonomy', '', '', false],
        ['max_level', '', '', false],
        ['decay_class', '', '', false],
        ['half_life_months', '', '', false],
        ['is_critical', '', '', false]
    ]],
    ['survey', 'answers', [
        ['survey_id', '', '', false],
        ['response_key', '', '', false],
        ['question_id', '', '', false],
        ['answer_value', 'asked and not applicable', '', false]
    ]],
    ['survey', 'invitations', [
        ['survey_id', '', '', false],
        ['source_person_key', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['invited_on', '', '', false]
    ]],
    ['survey', 'question_indices', [
        ['survey_id', '', '', false],
        ['question_id', '', '', false],
        ['index_id', '', '', false],
        ['item_order', '', '', false],
        ['weight', 'weight 1', '', false],
        ['skill_id', 'about no skill', '', false]
    ]],
    ['survey', 'questions', [
        ['survey_id', '', '', false],
        ['question_id', '', '', false],
        ['text', '', '', false],
        ['scale_points', '', '', false],
        ['is_reversed', '', '', false],
        ['kind', '', '', false]
    ]],
    ['survey', 'responses', [
        ['survey_id', '', '', false],
        ['response_key', '', '', false],
        ['source_person_key', '', '', false],
        ['employee_no_key', '', '', false],
        ['email_key', '', '', false],
        ['recorded_at', '', '', false],
        ['is_finished', '', '', false],
        ['is_preview', '', '', false]
    ]],
    ['survey', 'surveys', [
        ['survey_id', '', '', false],
        ['name', '', '', false],
        ['opened_on', '', '', false],
        ['closed_on', '', '', false],
        ['kind', 'an engagement survey', '', false],
        ['programme_id', 'about no programme', '', false]
    ]]
]) }}{% endmacro %}
