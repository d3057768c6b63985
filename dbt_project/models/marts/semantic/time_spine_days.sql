with calendar as (

    select min(period_start) as first_day, max(period_end) as last_day
    from {{ ref('dim_periods') }}

)

select {{ add_days('calendar.first_day', 'positions.position') }} as day
from calendar
cross join ({{ positions(36600) }}) as positions
where {{ add_days('calendar.first_day', 'positions.position') }} <= calendar.last_day
