with spans as (

    select
        cases.person_key,
        cases.spell_number,
        cases.source,
        cases.absence_key,
        cases.is_sickness,
        cases.started_on,
        cases.ended_before,
        cases.counted_until,
        absences.absence_percent,
        absences.known_on,
        absences.file_name,
        absences.row_number,
        greatest(absences.valid_from, cases.started_on) as absent_from,
        -- A row that nobody closed ends where the next percentage of its case begins.
        least(
            coalesce(absences.valid_to, {{ far_future() }}),
            coalesce(
                lead(absences.valid_from) over (
                    partition by cases.source, cases.absence_key, cases.spell_number order by absences.valid_from nulls last
                ),
                {{ far_future() }}
            ),
            cases.ended_before
        ) as absent_to
    from {{ ref('int_absence_cases_merged') }} as cases
    inner join {{ kept('stg_hris__absences') }} as absences
        on cases.source = absences.source
        and cases.absence_key = absences.absence_key
    where cases.is_sickness or cases.kind = 'maternity'

),

changes as (

    select person_key, absent_from as changed_on from spans where absent_from < absent_to
    union
    select person_key, absent_to from spans where absent_from < absent_to
    union
    select person_key, counted_until from spans where counted_until > absent_from and counted_until < absent_to

),

stretches as (

    select
        person_key,
        changed_on as absent_from,
        lead(changed_on) over (partition by person_key order by changed_on nulls last) as absent_to
    from changes

),

-- A day belongs to one case: maternity leave before illness, then the larger share of the hours, then the older case.
ranked as (

    select
        stretches.person_key,
        stretches.absent_from,
        stretches.absent_to,
        spans.spell_number,
        spans.source,
        spans.absence_key,
        spans.is_sickness,
        spans.started_on,
        spans.ended_before,
        spans.absence_percent,
        spans.is_sickness and stretches.absent_from >= spans.counted_until as excluded_because_too_long,
        count(*) over (partition by stretches.person_key, stretches.absent_from) as case_count,
        row_number() over (
            partition by stretches.person_key, stretches.absent_from
            order by
                spans.is_sickness nulls last, spans.absence_percent desc nulls last, spans.started_on nulls last, spans.source nulls last,
                spans.known_on nulls last, spans.file_name nulls last, spans.row_number nulls last
        ) as decided_first
    from stretches
    inner join spans
        on stretches.person_key = spans.person_key
        and stretches.absent_from >= spans.absent_from
        and stretches.absent_from < spans.absent_to
    where stretches.absent_to is not null

)

select
    person_key,
    absent_from,
    absent_to,
    spell_number,
    source,
    absence_key,
    not is_sickness as excluded_because_maternity,
    excluded_because_too_long,
    is_sickness and not excluded_because_too_long as is_eligible,
    started_on as case_started_on,
    ended_before as case_ended_before,
    cast(absence_percent as decimal(9, 6)) as absence_percent,
    cast(case_count as integer) as case_count
from ranked
where decided_first = 1
