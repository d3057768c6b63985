with company as (

    select * from {{ ref('stg_landing__companies') }}

),

first_record as (

    select min({{ local_date('recorded.occurred_at', 'company.timezone') }}) as first_recorded_on
    from (
        select occurred_at from {{ kept('stg_lms__learning_records') }}
        union all
        select occurred_at from {{ kept('stg_lms__learning_events') }}
    ) as recorded
    cross join company

),

newest_deliveries as (

    select source, max(known_on) as known_on
    from {{ ref('stg_landing__deliveries') }}
    where domain = 'lms' and table_name in ('learning_records', 'learning_events') and is_in_force
    group by source

)

select
    {{ month_start('first_record.first_recorded_on') }} as covered_from,
    -- The source that was delivered longest ago says until when all of them are known.
    min(newest_deliveries.known_on) as covered_to
from first_record
cross join newest_deliveries
where first_record.first_recorded_on is not null
group by first_record.first_recorded_on
