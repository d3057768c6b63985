with events as (

    select
        person_key,
        skill_id,
        observed_on,
        method,
        level,
        floor_level,
        lead(observed_on) over (partition by person_key, skill_id order by observed_on nulls last, method nulls last) as next_on,
        lead(level) over (partition by person_key, skill_id order by observed_on nulls last, method nulls last) as next_level,
        lead(method) over (partition by person_key, skill_id order by observed_on nulls last, method nulls last) as next_method
    from {{ ref('fct_skill_evidence') }}
    where is_eligible

),

used as (

    select distinct events.person_key, events.skill_id, events.observed_on
    from events
    inner join {{ ref('int_skill_uses_followed') }} as uses
        on events.person_key = uses.person_key
        and events.skill_id = uses.skill_id
        and events.next_on > uses.used_from
        and events.observed_on < uses.used_to

)

select
    events.person_key,
    events.skill_id,
    events.observed_on as tested_on,
    events.next_on as retested_on,
    events.method,
    cast({{ days_between('events.observed_on', 'events.next_on') }} as integer) as idle_days,
    events.level - events.floor_level as level_above_floor,
    events.next_level - events.floor_level as next_level_above_floor,
    used.person_key is not null as excluded_because_in_use,
    events.level <= events.floor_level as excluded_because_at_floor_before,
    used.person_key is null and events.level > events.floor_level as is_eligible
from events
left join used
    on events.person_key = used.person_key
    and events.skill_id = used.skill_id
    and events.observed_on = used.observed_on
-- Two findings of one kind, one after the other: whatever came between would have kept the skill alive.
where
    events.method = events.next_method
    and events.method in ('test', 'certified', 'manager')
    and events.next_on > events.observed_on
