with company as (

    select * from {{ ref('stg_landing__companies') }}

),

rules as (

    select source, rule, choice from {{ ref('stg_landing__source_rules') }}

),

first_hires as (

    select person_key, min(started_on) as first_hired_on
    from {{ ref('int_employment_spells_bridged') }}
    group by person_key

),

records as (

    select
        records.*,
        segments.org_unit_id,
        segments.is_manager,
        first_hires.first_hired_on,
        -- The same course on the same day from two systems is one record: the better-timed one counts.
        row_number() over (
            partition by coalesce(records.person_key, records.source_person_key), records.course_id, records.occurred_on, records.is_taken
            order by
                case records.minutes_source when 'attested' then 1 when 'measured' then 2 when 'catalogue' then 3 else 4 end nulls last,
                records.known_on nulls last, records.file_name nulls last, records.row_number nulls last
        ) as best_first
    from {{ ref('int_learning_records_combined') }} as records
    left join {{ ref('int_employment_segments_cut') }} as segments
        on records.person_key = segments.person_key
        and records.occurred_on >= segments.segment_from
        and records.occurred_on < segments.segment_to
    left join first_hires
        on records.person_key = first_hires.person_key

),

flagged as (

    select
        records.source,
        records.source_person_key,
        records.person_key,
        records.course_id,
        records.occurred_on,
        records.state,
        records.is_taken,
        records.minutes,
        records.minutes_source,
        records.is_minutes_capped,
        records.activity_type,
        records.activity_class,
        records.is_by_supervisor,
        records.is_in_working_time,
        records.org_unit_id,
        coalesce(records.is_manager, false) as is_manager,
        records.best_first > 1 as excluded_because_repeated,
        records.person_key is null as excluded_because_unmatched,
        records.occurred_on > company.as_of as excluded_because_after_as_of,
        records.person_key is not null and records.org_unit_id is null and records.occurred_on < records.first_hired_on
            as excluded_because_before_hire,
        -- Employment is cut at the as-of date: what is dated later says nothing about an exit.
        records.person_key is not null and records.org_unit_id is null and records.occurred_on >= records.first_hired_on
            and records.occurred_on <= company.as_of
            as excluded_because_after_exit,
        records.person_key is not null and records.first_hired_on is null as excluded_because_no_employment,
        before_hire.choice as before_hire_choice,
        after_exit.choice as after_exit_choice
    from records
    cross join company
    left join rules as before_hire
        on records.source = before_hire.source
        and before_hire.rule = 'learning_before_hire'
    left join rules as after_exit
        on records.source = after_exit.source
        and after_exit.rule = 'learning_after_exit'

)

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
    coalesce(excluded_because_before_hire, false) as excluded_because_before_hire,
    coalesce(excluded_because_after_exit, false) as excluded_because_after_exit,
    excluded_because_no_employment,
    before_hire_choice,
    after_exit_choice,
    is_taken and not excluded_because_repeated and org_unit_id is not null as is_eligible
from flagged
