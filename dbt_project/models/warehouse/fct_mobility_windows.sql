{{ config(meta={'by_window': {'fct_employment_segments': ['segment_from', 'segment_to']}}) }}
{%- set days = days_between('greatest(segments.segment_from, windows.period_start)', 'least(segments.segment_to, ' ~ add_days('windows.period_end', 1) ~ ')') -%}
with windows as (

    select period_type, period_start, period_end from {{ ref('dim_periods') }} where period_type in ('year', 'r12')

),

pieces as (

    select
        windows.period_type,
        windows.period_end,
        segments.person_key,
        segments.org_unit_id,
        {{ days }} as person_days,
        case when segments.job_id is not null then {{ days }} else 0 end as job_known_days,
        case when segments.job_level is not null then {{ days }} else 0 end as level_known_days,
        0 as promotion_count,
        0 as lateral_count,
        0 as demotion_count,
        0 as family_known_count,
        0 as cross_function_count
    from {{ ref('fct_employment_segments') }} as segments
    inner join windows
        on segments.segment_from <= windows.period_end
        and segments.segment_to > windows.period_start

    union all

    -- A move counts where it starts from, which may be a unit left on the eve of the window.
    select
        windows.period_type,
        windows.period_end,
        moves.person_key,
        moves.from_org_unit_id,
        0,
        0,
        0,
        case when moves.move_kind = 'promotion' then 1 else 0 end,
        case when moves.move_kind = 'lateral' then 1 else 0 end,
        case when moves.move_kind = 'demotion' then 1 else 0 end,
        case when moves.from_job_family is not null and moves.to_job_family is not null then 1 else 0 end,
        case when moves.is_other_function then 1 else 0 end
    from {{ ref('fct_moves') }} as moves
    inner join windows
        on moves.moved_on between windows.period_start and windows.period_end
    where moves.is_eligible

),

summed as (

    select
        period_type,
        period_end,
        person_key,
        org_unit_id,
        {%- for name in ['person_days', 'job_known_days', 'level_known_days', 'promotion_count', 'lateral_count', 'demotion_count', 'family_known_count', 'cross_function_count'] %}
        sum({{ name }}) as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from pieces
    group by period_type, period_end, person_key, org_unit_id

)

select
    summed.period_type,
    summed.period_end,
    summed.person_key,
    summed.org_unit_id,
    {%- for name in ['person_days', 'job_known_days', 'level_known_days', 'promotion_count', 'lateral_count', 'demotion_count', 'family_known_count', 'cross_function_count'] %}
    cast(summed.{{ name }} as integer) as {{ name }},
    {%- endfor %}
    coalesce(windows.is_last_unit, false) as is_last_unit
from summed
left join {{ ref('fct_person_windows') }} as windows
    on summed.period_type = windows.period_type
    and summed.period_end = windows.period_end
    and summed.person_key = windows.person_key
    and summed.org_unit_id = windows.org_unit_id
