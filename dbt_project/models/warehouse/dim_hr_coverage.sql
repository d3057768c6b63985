{%- set firsts = {
    'absences': "select min(least(valid_from, coalesce(reported_on, valid_from))) as first_on from " ~ kept('stg_hris__absences'),
    'requisitions': "select min(opened_on) as first_on from " ~ kept('stg_hris__positions'),
    'successors': "select min(nominated_on) as first_on from " ~ kept('stg_hris__successors'),
} -%}
{%- set tables = {'absences': 'absences', 'requisitions': 'positions', 'successors': 'successors'} -%}
with firsts as (

    {%- for topic, query in firsts.items() %}
    select '{{ topic }}' as topic, '{{ tables[topic] }}' as table_name, first_on from ({{ query }}) as found
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

newest_deliveries as (

    select table_name, source, max(known_on) as known_on
    from {{ ref('stg_landing__deliveries') }}
    where domain = 'hris' and is_in_force
    group by table_name, source

)

select
    firsts.topic,
    {{ month_start('firsts.first_on') }} as covered_from,
    -- The source that was delivered longest ago says until when all of them are known.
    min(newest_deliveries.known_on) as covered_to
from firsts
inner join newest_deliveries
    on firsts.table_name = newest_deliveries.table_name
where firsts.first_on is not null
group by firsts.topic, firsts.first_on
