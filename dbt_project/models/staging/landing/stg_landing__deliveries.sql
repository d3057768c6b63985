with known as (

    select deliveries.*
    from {{ source('landing', 'deliveries') }} as deliveries
    cross join {{ ref('stg_landing__companies') }} as company
    where
        deliveries.is_accepted
        and deliveries.superseded_by is null
        and deliveries.known_on <= company.as_of

),

ranked as (

    select
        known.*,
        -- A full delivery replaces everything of its kind of file before it, whatever was delivered how.
        coalesce(sum(case when delivery_kind = 'full' then 1 else 0 end) over (
            partition by source, file_kind, coalesce(part, ''), domain, table_name
            order by known_on desc nulls last, file_name desc nulls last, delivery_id desc nulls last
            rows between unbounded preceding and 1 preceding
        ), 0) as later_full_count
    from known

)

select
    delivery_id,
    domain,
    table_name,
    source,
    file_kind,
    part,
    file_name,
    known_on,
    delivery_kind,
    later_full_count = 0 as is_in_force,
    rows_read,
    rows_landed,
    rows_quarantined
from ranked
