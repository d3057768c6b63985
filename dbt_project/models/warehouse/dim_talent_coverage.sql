{#- The process, its contract table, and the day that says since when it is recorded. -#}
{%- set processes = {
    'reviews': ['performance_reviews', 'reviewed_on'],
    'plans': ['development_plans', 'approved_on'],
    'goals': ['development_goals', 'due_on'],
    'check_ins': ['check_ins', 'held_on'],
    'onboarding': ['onboarding_tasks', 'assigned_on'],
    'milestones': ['milestones_reached', 'reached_on'],
} -%}
with newest_deliveries as (

    select table_name, source, max(known_on) as known_on
    from {{ ref('stg_landing__deliveries') }}
    where domain = 'hris' and is_in_force
    group by table_name, source

),

covered_to as (

    -- The source that was delivered longest ago says until when all of them are known.
    select table_name, min(known_on) as covered_to
    from newest_deliveries
    group by table_name

),

first_days as (

    {% for process, (table, day) in processes.items() -%}
    select '{{ process }}' as process, '{{ table }}' as table_name, min({{ day }}) as first_on
    from {{ kept('stg_hris__' ~ table) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    first_days.process,
    -- A yearly round tells about the year behind it; anything else is known from the month of its first record.
    {{ add_months(month_start('first_days.first_on'), "case when first_days.process = 'reviews' then -11 else 0 end") }} as covered_from,
    covered_to.covered_to
from first_days
inner join covered_to
    on first_days.table_name = covered_to.table_name
where first_days.first_on is not null
