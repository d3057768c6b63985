{#- What is doubtful about lines of managers, moves, absence and requisitions; adding a check is adding an entry here. -#}
with checks as (

    {{ quality_check(ref('int_reporting_cycles_found'), 'hris.job_assignments', 'manager_cycle', 'Managers whose line of managers leads back to themselves', 'is_in_cycle',
        decision="'the line is followed for a few levels only'") }}
    union all
    {{ quality_check("(select 'all' as source, excluded_because_recoding from " ~ ref('int_moves_classified') ~ ")", 'hris.job_assignments', 'recoded',
        'Changes of job code that re-code a unit under the same titles', 'excluded_because_recoding', severity='info', decision="'no move'") }}
    union all
    {{ quality_check(ref('int_absence_cases_merged'), 'hris.absences', 'overlapping', 'Cases of illness that begin while another one runs', 'excluded_because_overlapping',
        decision="'no report of its own; its days count once'") }}
    union all
    {{ quality_check(ref('int_absence_cases_merged'), 'hris.absences', 'before_employment', 'Cases of absence that were reported before the employment began',
        'began_before_employment', severity='info', decision="'no report; the days employed count'") }}
    union all
    {{ quality_check("(select 'all' as source, absence_percent, is_eligible, excluded_because_too_long from " ~ ref('int_absence_days_decided') ~ ")", 'hris.absences', 'too_long',
        'Stretches of illness beyond ' ~ var('absence_longest_months') ~ ' months', 'excluded_because_too_long', severity='info', decision="'left out of the absence rate'") }}
    union all
    {{ quality_check(ref('int_requisitions_filled'), 'hris.positions', 'filled_by_nobody_known', 'Requisitions that are filled while no assignment names the position',
        'filled_on is not null and filled_by_person_key is null', decision="'neither internal nor external'") }}

)

select * from checks
