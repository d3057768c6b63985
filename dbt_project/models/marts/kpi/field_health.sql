with shares as (

    select
        *,
        rows_needed - rows_filled as rows_missing,
        {{ ratio('rows_needed - rows_filled', 'rows_needed') }} as share_missing
    from {{ ref('fct_field_health') }}

)

select
    concat(domain, '.', table_name, '.', column_name) as source_field,
    concat(domain, '.', table_name) as source_table,
    sources,
    source_count > 0 as is_delivered,
    rows_in_force,
    rows_needed,
    rows_missing,
    share_missing,
    empty_means,
    needed_with,
    case
        when rows_in_force = 0 then 'unavailable'
        when empty_means is null and rows_needed > 0 and rows_filled = 0 then 'unavailable'
        when is_some_expected and rows_filled = 0 then 'degraded'
        when empty_means is null and share_missing > {{ var('health_degraded_share') }} then 'degraded'
        else 'ok'
    end as state
from shares
