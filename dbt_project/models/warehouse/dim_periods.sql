with quarters as (

    select period_end from {{ ref('int_periods_listed') }} where period_type = 'quarter'

),

newest as (

    -- Only quarters that tile it make a rolling year comparable with what else is broken down.
    select max(period_end) as period_end
    from {{ ref('int_periods_listed') }}
    where period_type = 'r12' and is_complete and period_end in (select period_end from quarters)

)

select
    periods.period_type,
    periods.period_end,
    periods.period_start,
    cast(periods.calendar_days as integer) as calendar_days,
    -- A survey is complete when it has closed, wherever the history of employment starts.
    case when periods.period_type = 'survey' then periods.period_end <= company.as_of else periods.is_complete end as is_complete,
    case periods.period_type
        when 'day' then cast(periods.period_end as {{ dbt.type_string() }})
        when 'month' then substring(cast(periods.period_end as {{ dbt.type_string() }}), 1, 7)
        when 'quarter' then concat('quarter to ', substring(cast(periods.period_end as {{ dbt.type_string() }}), 1, 7))
        when 'year' then concat('year to ', substring(cast(periods.period_end as {{ dbt.type_string() }}), 1, 7))
        when 'r12' then concat('12 months to ', substring(cast(periods.period_end as {{ dbt.type_string() }}), 1, 7))
        else concat('survey to ', cast(periods.period_end as {{ dbt.type_string() }}))
    end as label,
    case
        when periods.period_type in ('quarter', 'year', 'survey') then true
        when periods.period_type = 'r12' then coalesce(periods.period_end = newest.period_end, false)
        when periods.period_type = 'day' then quarters.period_end is not null
        else false
    end as has_dimensions,
    company.history_start,
    greatest(
        case when periods.period_end <= company.as_of then periods.period_end end,
        {%- for end in follow_up_ends('periods.period_end').values() %}
        case when {{ end }} <= company.as_of then {{ end }} end{{ ',' if not loop.last }}
        {%- endfor %}
    ) as followed_to
from {{ ref('int_periods_listed') }} as periods
cross join {{ ref('stg_landing__companies') }} as company
cross join newest
left join quarters
    on periods.period_end = quarters.period_end
