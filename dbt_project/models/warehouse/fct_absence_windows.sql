{{ config(meta={'by_window': {'fct_employment_segments': ['segment_from', 'segment_to'], 'fct_absence_days': ['absent_from', 'absent_to']}}) }}
{%- set classes = {'short': (1, 7), 'medium': (8, 42), 'long': (43, 365), 'very_long': (366, 99999)} -%}
{#- Days times millionths of an FTE times millionths of its hours: whole numbers, until the last division. -#}
{%- set absent_micro = rounded(ratio(
    "("  ~ days_between('greatest(absent.absent_from, windows.period_start)', 'least(absent.absent_to, ' ~ add_days('windows.period_end', 1) ~ ')') ~ ' * cast(absent.fte * 1000000 as bigint) * cast(absent.absence_percent * 10000 as bigint))', '1000000'
)) -%}
with windows as (

    select period_type, period_start, period_end from {{ ref('dim_periods') }} where period_type in ('quarter', 'r12')

),

-- Millionths of an FTE times a day are whole numbers: sums of them do not depend on their order.
employed as (

    select
        windows.period_type,
        windows.period_end,
        segments.person_key,
        segments.org_unit_id,
        sum({{ days_between('greatest(segments.segment_from, windows.period_start)', 'least(segments.segment_to, ' ~ add_days('windows.period_end', 1) ~ ')') }}) as person_days,
        sum(
            case when segments.fte is not null then
                {{ days_between('greatest(segments.segment_from, windows.period_start)', 'least(segments.segment_to, ' ~ add_days('windows.period_end', 1) ~ ')') }}
            else 0 end
        ) as fte_known_days,
        sum(
            {{ days_between('greatest(segments.segment_from, windows.period_start)', 'least(segments.segment_to, ' ~ add_days('windows.period_end', 1) ~ ')') }}
            * cast(coalesce(segments.fte, 0) * 1000000 as bigint)
        ) as employed_micro_days
    from {{ ref('fct_employment_segments') }} as segments
    inner join windows
        on segments.segment_from <= windows.period_end
        and segments.segment_to > windows.period_start
    group by windows.period_type, windows.period_end, segments.person_key, segments.org_unit_id

),

-- The length of a case is the one it has reached at the end of the window: what happens later does not rewrite the window.
absent_in as (

    select
        windows.period_type,
        windows.period_end,
        absent.person_key,
        absent.org_unit_id,
        {{ absent_micro }} as micro_days,
        case when absent.absence_percent is null then
            {{ days_between('greatest(absent.absent_from, windows.period_start)', 'least(absent.absent_to, ' ~ add_days('windows.period_end', 1) ~ ')') }}
        else 0 end as unknown_days,
        {{ days_between('absent.case_started_on', 'least(absent.case_ended_before, ' ~ add_days('windows.period_end', 1) ~ ')') }} as length_days
    from {{ ref('fct_absence_days') }} as absent
    inner join windows
        on absent.absent_from <= windows.period_end
        and absent.absent_to > windows.period_start
    where absent.is_eligible

),

absent_sums as (

    select
        period_type,
        period_end,
        person_key,
        org_unit_id,
        sum(coalesce(micro_days, 0)) as absent_micro_days,
        sum(unknown_days) as percent_unknown_days,
        {%- for name, bounds in classes.items() %}
        sum(case when length_days between {{ bounds[0] }} and {{ bounds[1] }} then coalesce(micro_days, 0) else 0 end) as absent_{{ name }}_micro_days{{ ',' if not loop.last }}
        {%- endfor %}
    from absent_in
    group by period_type, period_end, person_key, org_unit_id

)

select
    employed.period_type,
    employed.period_end,
    employed.person_key,
    employed.org_unit_id,
    cast(employed.person_days as integer) as person_days,
    cast(employed.fte_known_days as integer) as fte_known_days,
    cast(employed.employed_micro_days as bigint) as employed_micro_days,
    cast(coalesce(absent_sums.absent_micro_days, 0) as bigint) as absent_micro_days,
    cast(coalesce(absent_sums.percent_unknown_days, 0) as integer) as percent_unknown_days,
    {%- for name in classes %}
    cast(coalesce(absent_sums.absent_{{ name }}_micro_days, 0) as bigint) as absent_{{ name }}_micro_days,
    {%- endfor %}
    windows.is_last_unit
from employed
inner join {{ ref('fct_person_windows') }} as windows
    on employed.period_type = windows.period_type
    and employed.period_end = windows.period_end
    and employed.person_key = windows.person_key
    and employed.org_unit_id = windows.org_unit_id
left join absent_sums
    on employed.period_type = absent_sums.period_type
    and employed.period_end = absent_sums.period_end
    and employed.person_key = absent_sums.person_key
    and employed.org_unit_id = absent_sums.org_unit_id
