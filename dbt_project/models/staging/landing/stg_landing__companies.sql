with company as (

    select * from {{ source('landing', 'company') }}

),

newest_delivery as (

    select max(known_on) as known_on
    from {{ source('landing', 'deliveries') }}
    where is_accepted and superseded_by is null

)

select
    company.tenant,
    company.name,
    company.timezone,
    company.history_start,
    cast(company.fiscal_year_start as integer) as fiscal_year_start,
    company.currency,
    {% if var('as_of') is none %}newest_delivery.known_on{% else %}cast('{{ var("as_of") }}' as date){% endif %} as as_of
from company
cross join newest_delivery
