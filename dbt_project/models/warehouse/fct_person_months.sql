with months as (

    select period_start as month_start, period_end as month_end
    from {{ ref('dim_periods') }}
    where period_type = 'month'

),

days as (

    select
        segments.person_key,
        months.month_start,
        segments.org_unit_id,
        segments.is_manager,
        sum(
            {{ days_between('greatest(segments.segment_from, months.month_start)', 'least(segments.segment_to, ' ~ add_days('months.month_end', 1) ~ ')') }}
        ) as person_days,
        max(least({{ add_days('segments.segment_to', -1) }}, months.month_end)) as last_day_on
    from {{ ref('fct_employment_segments') }} as segments
    inner join months
        on segments.segment_from <= months.month_end
        and segments.segment_to > months.month_start
    group by segments.person_key, months.month_start, segments.org_unit_id, segments.is_manager

),

talent_days as (

    select
        segments.person_key,
        months.month_start,
        segments.org_unit_id,
        segments.is_manager,
        sum(
            {{ days_between('greatest(segments.segment_from, months.month_start, flags.flagged_on)', 'least(segments.segment_to, ' ~ add_days('months.month_end', 1) ~ ', flags.ended_on)') }}
        ) as talent_days
    from {{ ref('int_talent_flags_merged') }} as flags
    inner join {{ ref('fct_employment_segments') }} as segments
        on flags.person_key = segments.person_key
        and segments.segment_from < flags.ended_on
        and segments.segment_to > flags.flagged_on
    inner join months
        on greatest(segments.segment_from, flags.flagged_on) <= months.month_end
        and least(segments.segment_to, flags.ended_on) > months.month_start
    group by segments.person_key, months.month_start, segments.org_unit_id, segments.is_manager

),

learning as (

    select
        person_key,
        {{ month_start('occurred_on') }} as month_start,
        org_unit_id,
        is_manager,
        count(*) as record_count,
        count(minutes) as timed_record_count,
        sum(minutes) as minutes
    from {{ ref('fct_learning_records') }}
    where is_eligible
    group by person_key, {{ month_start('occurred_on') }}, org_unit_id, is_manager

)

select
    days.person_key,
    days.month_start,
    days.org_unit_id,
    days.is_manager,
    cast(days.person_days as integer) as person_days,
    days.last_day_on,
    cast(coalesce(talent_days.talent_days, 0) as integer) as talent_days,
    cast(coalesce(learning.record_count, 0) as integer) as record_count,
    cast(coalesce(learning.timed_record_count, 0) as integer) as timed_record_count,
    cast(coalesce(learning.minutes, 0) as bigint) as minutes
from days
left join talent_days
    on days.person_key = talent_days.person_key
    and days.month_start = talent_days.month_start
    and days.org_unit_id = talent_days.org_unit_id
    and days.is_manager = talent_days.is_manager
left join learning
    on days.person_key = learning.person_key
    and days.month_start = learning.month_start
    and days.org_unit_id = learning.org_unit_id
    and days.is_manager = learning.is_manager
