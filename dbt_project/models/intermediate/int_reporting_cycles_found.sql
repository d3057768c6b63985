{#- A circle is as long as the tree is deep at most; a longer one has no place in it. -#}
{%- set hops = var('org_tree_depth') -%}
with lines as (

    select
        segments.person_key,
        segments.manager_key
    from {{ ref('int_employment_segments_cut') }} as segments
    inner join {{ ref('stg_landing__companies') }} as company
        on company.as_of >= segments.segment_from
        and company.as_of < segments.segment_to
    where segments.manager_key is not null

),

-- Only who is somebody's manager can be in a circle.
step_0 as (

    select distinct
        lines.manager_key as person_key,
        lines.manager_key as current_key,
        false as is_in_cycle
    from lines

){% for hop in range(1, hops + 1) %},

step_{{ hop }} as (

    select
        step.person_key,
        lines.manager_key as current_key,
        step.is_in_cycle or coalesce(lines.manager_key = step.person_key, false) as is_in_cycle
    from step_{{ hop - 1 }} as step
    left join lines
        on step.current_key = lines.person_key

){% endfor %}

select
    'all' as source,
    person_key,
    is_in_cycle
from step_{{ hops }}
