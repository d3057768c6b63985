{%- set before_this_case = 'partition by person_key order by case_number nulls last rows between unbounded preceding and 1 preceding' -%}
with employed as (

    select * from {{ ref('int_absence_cases_placed') }}

),

followed as (

    select
        employed.*,
        max(case when is_sickness then ended_before end) over ({{ before_this_case }}) as sick_until,
        max(case when kind = 'maternity' then ended_before end) over ({{ before_this_case }}) as on_maternity_until
    from employed

),

told_apart as (

    select
        followed.*,
        coalesce(is_sickness and sick_until > started_on, false) as excluded_because_overlapping,
        -- Soon after recovery it is the same illness, unless a maternity leave lies between.
        coalesce(
            is_sickness
            and {{ days_between('sick_until', 'started_on') }} < {{ var('relapse_days') }}
            and coalesce(on_maternity_until <= sick_until, true),
            false
        ) as is_relapse
    from followed

),

numbered as (

    select
        told_apart.*,
        sum(case when is_sickness and not is_relapse then 1 else 0 end) over (
            partition by person_key order by case_number nulls last rows between unbounded preceding and current row
        ) as illness_number
    from told_apart

),

chained as (

    select
        numbered.*,
        min(started_on) over (partition by person_key, illness_number, is_sickness) as ill_from,
        -- Days of work between relapses put off the end of the second year.
        sum(case when is_relapse then greatest({{ days_between('sick_until', 'started_on') }}, 0) else 0 end) over (
            partition by person_key, illness_number, is_sickness order by case_number nulls last rows between unbounded preceding and current row
        ) as days_between_relapses
    from numbered

)

select
    source,
    absence_key,
    person_key,
    spell_number,
    kind,
    is_sickness,
    started_on,
    ended_before,
    has_recovered,
    began_before_employment,
    excluded_because_overlapping,
    is_relapse,
    cast(case when is_sickness then illness_number end as integer) as illness_number,
    case when is_sickness then {{ add_days(add_months('ill_from', var('absence_longest_months')), 'days_between_relapses') }} end as counted_until
from chained
