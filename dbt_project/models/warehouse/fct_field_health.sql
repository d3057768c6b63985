{#- One row a column of a contract: how many rows in force there are, how many need it, and how many have it. One pass a table. -#}
with in_force as (

    select domain, table_name, count(distinct source) as source_count, min(source) as first_source, max(source) as last_source
    from {{ ref('stg_landing__deliveries') }}
    where is_in_force
    group by domain, table_name

),

counted as (

    {% for domain, table, columns in contract_columns() -%}
    {{ field_counts(domain, table, columns) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    counted.domain,
    counted.table_name,
    counted.column_name,
    counted.empty_means,
    counted.needed_with,
    counted.is_some_expected,
    coalesce(in_force.source_count, 0) as source_count,
    case
        when in_force.source_count = 1 then in_force.first_source
        when in_force.source_count = 2 then concat(in_force.first_source, ', ', in_force.last_source)
        when in_force.source_count > 2 then concat(in_force.first_source, ' to ', in_force.last_source)
    end as sources,
    counted.rows_in_force,
    counted.rows_needed,
    counted.rows_filled
from counted
left join in_force
    on counted.domain = in_force.domain
    and counted.table_name = in_force.table_name
