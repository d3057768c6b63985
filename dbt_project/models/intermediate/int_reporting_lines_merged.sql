with assignments as (

    select
        managers.person_key as manager_key,
        reports.person_key as report_key,
        assignments.valid_from,
        coalesce(assignments.valid_to, {{ far_future() }}) as valid_to
    from {{ kept('stg_hris__job_assignments') }} as assignments
    inner join {{ ref('int_people_matched') }} as managers
        on assignments.source = managers.source
        and assignments.manager_person_key = managers.source_person_key
    inner join {{ ref('int_people_matched') }} as reports
        on assignments.source = reports.source
        and assignments.source_person_key = reports.source_person_key

),

-- A report counts on the days it is employed.
lines as (

    select
        assignments.manager_key,
        greatest(assignments.valid_from, spells.started_on) as reports_from,
        least(assignments.valid_to, spells.ended_before) as reports_to
    from assignments
    inner join {{ ref('int_employment_spells_bridged') }} as spells
        on assignments.report_key = spells.person_key
        and assignments.valid_from < spells.ended_before
        and assignments.valid_to > spells.started_on
    where assignments.manager_key <> assignments.report_key

),

marked as (

    select
        *,
        max(reports_to) over (
            partition by manager_key order by reports_from nulls last, reports_to nulls last rows between unbounded preceding and 1 preceding
        ) as managed_until
    from lines

),

numbered as (

    select
        *,
        sum(case when managed_until is null or managed_until < reports_from then 1 else 0 end) over (
            partition by manager_key order by reports_from nulls last, reports_to nulls last rows between unbounded preceding and current row
        ) as line_number
    from marked

)

select
    manager_key as person_key,
    min(reports_from) as managed_from,
    max(reports_to) as managed_to
from numbered
group by manager_key, line_number
