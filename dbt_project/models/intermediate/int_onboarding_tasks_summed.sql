with tasks as (

    select
        people.person_key,
        tasks.source,
        tasks.task_id,
        tasks.assigned_on,
        tasks.completed_on
    from {{ kept('stg_hris__onboarding_tasks') }} as tasks
    inner join {{ ref('int_people_matched') }} as people
        on tasks.source = people.source
        and tasks.source_person_key = people.source_person_key
    where coalesce(tasks.is_required, true)

),

in_employments as (

    select
        tasks.person_key,
        spells.spell_number,
        spells.started_on,
        tasks.completed_on,
        row_number() over (
            partition by tasks.person_key, tasks.source, tasks.task_id, tasks.assigned_on
            -- The employment that the day lies in comes before one that starts soon after it.
            order by case when tasks.assigned_on >= spells.started_on then 0 else 1 end, spells.started_on nulls last
        ) as nearest_first
    from tasks
    inner join {{ ref('int_employment_spells_bridged') }} as spells
        on tasks.person_key = spells.person_key
        and tasks.assigned_on >= {{ add_days('spells.started_on', -var('preboarding_days')) }}
        and tasks.assigned_on < spells.ended_before

)

select
    person_key,
    spell_number,
    cast(count(*) as integer) as task_count,
    -- Done before the first day is done on it.
    cast(case
        when count(completed_on) = count(*) then greatest({{ days_between('min(started_on)', 'max(completed_on)') }} + 1, 1)
    end as integer) as completed_day
from in_employments
where nearest_first = 1
group by person_key, spell_number
