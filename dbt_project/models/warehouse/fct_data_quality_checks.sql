{#- One row a check that asks what rows mean; fct_delivery_checks asks what became of them. Adding a check is adding an entry here. -#}
with employees as (

    select
        employees.*,
        count(*) over (partition by email_key) as shared_count
    from {{ kept('stg_hris__employees') }} as employees

),

unit_names as (

    select
        units.*,
        surnames.surname_key is not null as is_a_surname
    from {{ kept('stg_hris__org_units') }} as units
    left join (select distinct surname_key from {{ kept('stg_hris__employees') }} where surname_key is not null) as surnames
        on units.name_surname_key = surnames.surname_key

),

assignments as (

    select
        assignments.*,
        units.org_unit_id is null as is_unit_unknown,
        -- Versions of one assignment follow each other; one without an end before the next would count twice.
        coalesce(assignments.valid_to, {{ far_future() }}) > lead(assignments.valid_from) over (
            partition by assignments.source, assignments.assignment_key order by assignments.valid_from nulls first
        ) as is_overlapping
    from {{ kept('stg_hris__job_assignments') }} as assignments
    left join (select distinct org_unit_id from {{ kept('stg_hris__org_units') }}) as units
        on assignments.org_unit_id = units.org_unit_id

),

placed as (

    select 'all' as source, is_unit_carried from {{ ref('int_employment_segments_cut') }}

),

checks as (

    select * from {{ ref('fct_delivery_checks') }} union all select * from {{ ref('fct_survey_checks') }}
    union all select * from {{ ref('fct_workforce_checks') }} union all select * from {{ ref('fct_identity_checks') }}
    union all select * from {{ ref('fct_learning_checks') }}
    union all
    {{ quality_check(ref('int_people_matched'), 'people', 'unmatched', 'People of a source that no HRIS record matches by employee number, or by e-mail while employed',
        "match_rule = 'unmatched'", decision="'their records count in no unit'") }}
    union all
    {{ quality_check(ref('int_people_matched'), 'people', 'matched_by_email', 'People matched by e-mail address and activity while employed, confidence 0.9',
        "match_rule = 'email_and_employed_when_active'", severity='info') }}
    union all
    {{ quality_check('employees', 'hris.employees', 'shared_email', 'People whose e-mail address another person has too; it matches nobody',
        'email_key is not null and shared_count > 1') }}
    union all
    {{ quality_check('unit_names', 'hris.org_units', 'unit_named_like_a_person', 'Units whose name is the surname of an employee; map the name in sources.yaml',
        'is_a_surname') }}
    union all
    {{ quality_check('assignments', 'hris.job_assignments', 'unknown_unit', 'Assignments to a unit that no list of units names', 'is_unit_unknown',
        decision="'the unit hangs under the company'") }}
    union all
    {{ quality_check('assignments', 'hris.job_assignments', 'fte_missing', 'Assignments without a contract factor', 'fte is null', decision="'left out of FTE'") }}
    union all
    {{ quality_check('assignments', 'hris.job_assignments', 'overlapping', 'Versions of an assignment that have not ended when the next one starts', 'is_overlapping', decision="'FTE counts every version in force'") }}
    union all
    {{ quality_check('assignments', 'hris.job_assignments', 'manager_missing', 'Assignments without a manager', 'manager_person_key is null', severity='info') }}
    union all
    {{ quality_check('placed', 'hris.job_assignments', 'days_without_assignment', 'Stretches of employment without an assignment in force', 'is_unit_carried',
        decision="'the unit last known, else the next, else the company'") }}
    union all
    {{ quality_check(ref('int_employment_spells_decided'), 'hris.employment_spells', 'active_with_exit_date',
        'Contracts whose status says active, on leave or future and whose last day has passed', 'is_active_with_exit_date',
        decision='case when is_active_with_exit_date then active_with_exit_date_choice end') }}
    union all
    {{ quality_check(ref('int_employment_spells_decided'), 'hris.employment_spells', 'future_but_started', 'Contracts whose status says future start and whose first day has passed',
        'is_future_but_started', decision="'the dates count'") }}
    union all
    {{ quality_check(ref('int_employment_spells_decided'), 'hris.employment_spells', 'hire_rescinded', 'Contracts of people who never came', 'excluded_because_hire_rescinded', severity='info', decision="'no employment'") }}
    union all
    {{ quality_check(ref('int_employment_spells_decided'), 'hris.employment_spells', 'future_start', 'Contracts that start after the as-of date', 'excluded_because_future_start', severity='info', decision="'no employment yet'") }}
    union all
    {{ quality_check(ref('int_employment_spells_decided'), 'hris.employment_spells', 'contingent', 'Contracts of contingent workers', 'excluded_because_contingent', severity='info', decision="'not counted as employees'") }}
    union all
    {{ quality_check(ref('int_learning_records_placed'), 'lms.learning_records', 'after_exit', 'Learning records of people dated after their last day',
        'excluded_because_after_exit', decision='case when excluded_because_after_exit then after_exit_choice end') }}
    union all
    {{ quality_check(ref('int_learning_records_placed'), 'lms.learning_records', 'before_hire', 'Learning records of people dated before their first day',
        'excluded_because_before_hire', decision='case when excluded_because_before_hire then before_hire_choice end') }}
    union all
    {{ quality_check(ref('int_learning_records_placed'), 'lms.learning_records', 'repeated', 'Records of a course on a day that another system or row reports too',
        'excluded_because_repeated', severity='info', decision="'counted once'") }}
    union all
    {{ quality_check(ref('int_learning_records_placed'), 'lms.learning_records', 'minutes_missing', 'Taken records without any duration',
        'is_taken and minutes is null', decision="'unknown, not zero; see completeness'") }}
    union all
    {{ quality_check(ref('int_learning_records_placed'), 'lms.learning_records', 'minutes_capped', 'Records longer than ' ~ var('minutes_cap_factor') ~ ' times the catalogue',
        'is_minutes_capped', decision="'cut to the cap'") }}
    union all
    {{ quality_check(ref('int_enrollments_followed'), 'lms.enrollments', 'not_employed', 'Enrolments of people not employed on that day', 'excluded_because_not_employed',
        decision="'in no cohort'") }}
    union all
    {{ quality_check(ref('int_answers_scored'), 'survey.answers', 'off_scale', 'Answers outside the scale of their question', 'is_off_scale', decision="'not valid'") }}
    union all
    {{ quality_check(ref('int_responses_deduplicated'), 'survey.responses', 'repeated', 'Complete responses of people who answered again', 'excluded_because_repeated', severity='info', decision="'the last complete one counts'") }}
    union all
    {{ quality_check(ref('int_responses_deduplicated'), 'survey.responses', 'too_few_answers', 'Responses with fewer answers than the valid share', 'excluded_because_too_few_answers', severity='info', decision="'not valid'") }}
    union all
    {{ quality_check(ref('int_responses_deduplicated'), 'survey.responses', 'preview', 'Responses given by the makers of the survey in preview', 'excluded_because_preview', severity='info', decision="'not counted'") }}

)

select * from checks
