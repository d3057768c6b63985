{#- The chain above a vacant manager is as long as the setting says, so that a circle in it ends. -#}
{%- set levels = var('vacant_manager_levels') -%}
with days as (

    select period_end as counted_on from {{ ref('int_periods_listed') }} where period_type = 'day'

),

segments as (

    select * from {{ ref('int_employment_segments_cut') }}

),

-- The line above somebody who has left is the last one known.
lines as (

    select
        person_key,
        manager_key,
        segment_from as known_from,
        coalesce(lead(segment_from) over (partition by person_key order by segment_from nulls last), {{ far_future() }}) as known_to
    from segments
    where manager_key is not null and manager_key <> person_key

),

step_0 as (

    select
        days.counted_on,
        segments.manager_key as stated_manager_key,
        segments.manager_key as candidate_key,
        count(*) as report_count
    from days
    inner join segments
        on days.counted_on >= segments.segment_from
        and days.counted_on < segments.segment_to
    where segments.manager_key is not null and segments.manager_key <> segments.person_key
    group by days.counted_on, segments.manager_key

){% for level in range(1, levels + 1) %},

step_{{ level }} as (

    select
        step.counted_on,
        step.stated_manager_key,
        case when here.person_key is not null then step.candidate_key else lines.manager_key end as candidate_key,
        step.report_count
    from step_{{ level - 1 }} as step
    left join segments as here
        on step.candidate_key = here.person_key
        and step.counted_on >= here.segment_from
        and step.counted_on < here.segment_to
    left join lines
        on step.candidate_key = lines.person_key
        and step.counted_on >= lines.known_from
        and step.counted_on < lines.known_to

){% endfor %}

select
    step.counted_on,
    step.stated_manager_key,
    here.person_key as manager_key,
    here.org_unit_id,
    cast(step.report_count as integer) as report_count
from step_{{ levels }} as step
left join segments as here
    on step.candidate_key = here.person_key
    and step.counted_on >= here.segment_from
    and step.counted_on < here.segment_to
