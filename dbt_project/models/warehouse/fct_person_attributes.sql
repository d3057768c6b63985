{{ config(meta={'by_window': {'fct_employment_segments': ['segment_from', 'segment_to']}}) }}
with windows as (

    select
        period_type,
        period_end,
        period_start,
        -- Who is followed over a rolling year is there on the day before it.
        case when period_type = 'r12' then {{ add_days('period_start', -1) }} else period_start end as seen_from
    from {{ ref('dim_periods') }}
    where has_dimensions

),

seen_segments as (

    select
        windows.period_type,
        windows.period_end,
        segments.person_key,
        segments.service_started_on,
        segments.fte,
        segments.is_manager,
        segments.job_family,
        segments.job_level,
        segments.location,
        segments.contract_type,
        least(windows.period_end, {{ add_days('segments.segment_to', -1) }}) as last_day_on,
        -- A survey sees people as they were when it opened; anything else as they were on their last day in it.
        row_number() over (
            partition by windows.period_type, windows.period_end, segments.person_key
            order by
                case when windows.period_type = 'survey' then segments.segment_from end nulls last,
                segments.segment_from desc nulls last
        ) as seen_first
    from windows
    inner join {{ ref('fct_employment_segments') }} as segments
        on segments.segment_from <= windows.period_end
        and segments.segment_to > windows.seen_from

),

measured as (

    select
        segments.*,
        people.gender,
        cast(extract(year from segments.period_end) as integer) - people.birth_year as age_years,
        {{ days_between('segments.service_started_on', 'segments.last_day_on') }} / cast(365.25 as double) as tenure_years
    from seen_segments as segments
    left join {{ ref('dim_people') }} as people
        on segments.person_key = people.person_key
    where segments.seen_first = 1

)

select
    period_type,
    period_end,
    person_key,
    coalesce(gender, 'unknown') as gender,
    case
        when age_years is null then 'unknown'
        when age_years < 25 then 'under 25'
        when age_years < 35 then '25-34'
        when age_years < 45 then '35-44'
        when age_years < 55 then '45-54'
        else '55 and over'
    end as age_band,
    case
        when tenure_years < 1 then 'under 1 year'
        when tenure_years < 3 then '1-2 years'
        when tenure_years < 5 then '3-4 years'
        when tenure_years < 10 then '5-9 years'
        else '10 years and over'
    end as tenure_band,
    coalesce(job_family, 'unknown') as job_family,
    coalesce(cast(job_level as {{ dbt.type_string() }}), 'unknown') as job_level,
    coalesce(location, 'unknown') as location,
    coalesce(contract_type, 'unknown') as contract_type,
    case when fte is null then 'unknown' when fte < 1 then 'part-time' else 'full-time' end as part_time,
    case when is_manager then 'manager' else 'no manager' end as manager
from measured
