with company as (

    select * from {{ ref('stg_landing__companies') }}

),

hires as (

    select
        spells.person_key,
        spells.spell_number,
        spells.started_on,
        spells.is_rehire,
        spells.started_on < company.history_start as is_before_history,
        least(spells.ended_before, {{ add_days('company.as_of', 1) }}) as seen_before,
        case when spells.last_day_on <= company.as_of then {{ days_between('spells.started_on', 'spells.last_day_on') }} + 1 end as exit_day,
        segments.org_unit_id,
        segments.job_id,
        segments.job_family
    from {{ ref('int_employment_spells_bridged') }} as spells
    cross join company
    inner join {{ ref('int_employment_segments_cut') }} as segments
        on spells.person_key = segments.person_key
        and spells.spell_number = segments.spell_number
        and spells.started_on = segments.segment_from

),

-- What a hire has to reach: every milestone of the role that was recorded for hires of that day.
to_reach as (

    select
        hires.person_key,
        hires.spell_number,
        milestones.source,
        milestones.milestone_id,
        hires.started_on,
        hires.seen_before
    from hires
    inner join {{ kept('stg_hris__role_milestones') }} as milestones
        on (milestones.job_id is null or milestones.job_id = hires.job_id)
        and (milestones.job_family is null or milestones.job_family = hires.job_family)
        and (milestones.valid_from is null or milestones.valid_from <= hires.started_on)
        and (milestones.valid_to is null or milestones.valid_to > hires.started_on)

),

reached as (

    select
        to_reach.person_key,
        to_reach.spell_number,
        to_reach.source,
        to_reach.milestone_id,
        min(reached.reached_on) as reached_on
    from to_reach
    left join {{ ref('int_people_matched') }} as people
        on to_reach.source = people.source
        and to_reach.person_key = people.person_key
    left join {{ kept('stg_hris__milestones_reached') }} as reached
        on people.source = reached.source
        and people.source_person_key = reached.source_person_key
        and to_reach.milestone_id = reached.milestone_id
        and reached.reached_on >= to_reach.started_on
        and reached.reached_on < to_reach.seen_before
    group by to_reach.person_key, to_reach.spell_number, to_reach.source, to_reach.milestone_id

),

productive as (

    select
        person_key,
        spell_number,
        count(*) as milestone_count,
        case when count(reached_on) = count(*) then max(reached_on) end as productive_on
    from reached
    group by person_key, spell_number

)

select
    hires.person_key,
    hires.spell_number,
    hires.started_on,
    hires.org_unit_id,
    hires.job_family,
    hires.is_rehire,
    cast({{ days_between('hires.started_on', 'hires.seen_before') }} as integer) as observed_days,
    cast(hires.exit_day as integer) as exit_day,
    cast(coalesce(productive.milestone_count, 0) as integer) as milestone_count,
    cast({{ days_between('hires.started_on', 'productive.productive_on') }} + 1 as integer) as productive_day,
    cast(coalesce(tasks.task_count, 0) as integer) as task_count,
    cast(tasks.completed_day as integer) as onboarded_day,
    hires.is_before_history as excluded_because_before_history,
    hires.is_rehire as excluded_because_rehire,
    not (hires.is_before_history or hires.is_rehire) as is_eligible
from hires
left join productive
    on hires.person_key = productive.person_key
    and hires.spell_number = productive.spell_number
left join {{ ref('int_onboarding_tasks_summed') }} as tasks
    on hires.person_key = tasks.person_key
    and hires.spell_number = tasks.spell_number
