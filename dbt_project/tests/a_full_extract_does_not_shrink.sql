-- What: the newest full delivery of a kind of file landed at least the share `shrinking_extract_share` of the rows of the one before.
-- When it matters: in a full delivery an absent key has ended. A filter in the export (active employees only is the default in several
-- systems) makes people vanish instead of leave: a turnover of zero, and nothing else to be seen.
-- What to do: compare the two files. If the export is filtered, have it made in full and deliver again. If the company did shrink (a part
-- was sold), lower `shrinking_extract_share` in dbt_project.yml for this run; the next delivery is compared with this one.
with full_deliveries as (

    select
        source,
        domain,
        table_name,
        file_kind,
        part,
        file_name,
        known_on,
        rows_landed,
        is_in_force,
        lag(file_name) over (
            partition by source, domain, table_name, file_kind, coalesce(part, '')
            order by known_on nulls first, file_name nulls first, delivery_id nulls first
        ) as earlier_file_name,
        lag(rows_landed) over (
            partition by source, domain, table_name, file_kind, coalesce(part, '')
            order by known_on nulls first, file_name nulls first, delivery_id nulls first
        ) as earlier_rows_landed
    from {{ ref('stg_landing__deliveries') }}
    where delivery_kind = 'full'

)

select *
from full_deliveries
where is_in_force and rows_landed < {{ var('shrinking_extract_share') }} * earlier_rows_landed
