{#
  How delivered rows become rows that count. Belongs here: which rows of which delivery are in force. What they mean does not.

  Order of deliveries is (known_on, file name, delivery id); a run sees those known on or before the as-of date. In a full delivery an
  absent key is ended, so only the newest delivery of its kind of file counts; of the same key the later row wins. Nothing is dropped:
  record_state says kept, superseded or duplicate, and landed = kept + superseded + duplicate is tested.
#}
{% macro stage(domain, table, key) -%}
with delivered as (

    select
        landed.*,
        deliveries.known_on,
        deliveries.is_in_force
    from {{ source(domain, table) }} as landed
    inner join {{ ref('stg_landing__deliveries') }} as deliveries
        on landed.delivery_id = deliveries.delivery_id
        and deliveries.domain = '{{ domain }}'
        and deliveries.table_name = '{{ table }}'

),

ranked as (

    select
        delivered.*,
        row_number() over (
            partition by is_in_force, {{ key | join(', ') }}
            order by known_on desc nulls last, file_name desc nulls last, delivery_id desc nulls last, row_number desc nulls last
        ) as key_rank,
        first_value(delivery_id) over (
            partition by is_in_force, {{ key | join(', ') }}
            order by known_on desc nulls last, file_name desc nulls last, delivery_id desc nulls last, row_number desc nulls last
        ) as kept_delivery_id
    from delivered

),

staged as (

    select
        ranked.*,
        case
            when not is_in_force then 'superseded'
            when key_rank = 1 then 'kept'
            when delivery_id = kept_delivery_id then 'duplicate'
            else 'superseded'
        end as record_state
    from ranked

)
{%- endmacro %}

{# Where a staged row came from; the last columns of every staging model. #}
{% macro provenance() -%}
    record_state,
    known_on,
    delivery_id,
    file_name,
    line_number,
    row_number
{%- endmacro %}

{# The rows of a staging model that are in force. #}
{% macro kept(model) %}(select * from {{ ref(model) }} where record_state = 'kept'){% endmacro %}
