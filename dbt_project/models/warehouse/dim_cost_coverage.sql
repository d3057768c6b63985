with first_item as (

    select min(booked_on) as first_booked_on from {{ kept('stg_finance__training_costs') }}

),

newest_deliveries as (

    select source, max(known_on) as known_on
    from {{ ref('stg_landing__deliveries') }}
    where domain = 'finance' and table_name = 'training_costs' and is_in_force
    group by source

)

select
    {{ month_start('first_item.first_booked_on') }} as covered_from,
    -- The source that was delivered longest ago says until when all of them are known.
    min(newest_deliveries.known_on) as covered_to
from first_item
cross join newest_deliveries
where first_item.first_booked_on is not null
group by first_item.first_booked_on
