{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_survey_answers': 'closed_on'}}) }}
with skills as (

    select distinct closed_on as period_end, skill_id
    from {{ ref('fct_survey_answers') }}
    where is_listening and index_id = 'learning_need' and skill_id is not null

),

cells as (

    {{ all_cells(['survey'], by_person=true) }}
    union all
    select
        units.period_type, units.period_start, units.period_end, units.calendar_days, units.is_complete, units.history_start, units.followed_to,
        units.org_unit_id, 'skill' as dimension, skills.skill_id as category
    from ({{ all_cells(['survey']) }}) as units
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on units.period_end = tree.tree_on
        and units.org_unit_id = tree.org_unit_id
        and tree.distance = 0
        and tree.ancestor_level <= 1
    inner join skills
        on units.period_end = skills.period_end

),

votes as (

    select distinct closed_on as period_end, person_key, skill_id
    from {{ ref('fct_survey_answers') }}
    where is_listening and index_id = 'learning_need' and is_chosen and skill_id is not null

),

voters as (

    select
        people.period_type,
        people.period_end,
        people.person_key,
        people.org_unit_id,
        max(case when votes.person_key is not null then 1 else 0 end) as has_voted
    from {{ ref('fct_survey_period_people') }} as people
    left join votes
        on people.period_end = votes.period_end
        and people.person_key = votes.person_key
    where people.is_voter
    group by people.period_type, people.period_end, people.person_key, people.org_unit_id

),

-- Everybody who was asked is in the cell of every skill: who does not name it counts against it.
by_skill as (

    select
        voters.period_type,
        voters.period_end,
        voters.person_key,
        voters.org_unit_id,
        case when votes.person_key is not null then 1 else 0 end as has_voted,
        skills.skill_id
    from voters
    inner join skills
        on voters.period_end = skills.period_end
    left join votes
        on skills.period_end = votes.period_end
        and skills.skill_id = votes.skill_id
        and voters.person_key = votes.person_key

),

members as (

    {{ cell_members('voters') }}
    union all
    select
        people.period_type, people.period_end, people.person_key, people.has_voted,
        tree.ancestor_id as org_unit_id, 'skill' as dimension, people.skill_id as category
    from by_skill as people
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on people.period_end = tree.tree_on
        and people.org_unit_id = tree.org_unit_id
        and tree.ancestor_level <= 1

),

measured as (

    select period_type, period_end, org_unit_id, dimension, category, count(*) as voter_count, sum(has_voted) as vote_count
    from members
    group by period_type, period_end, org_unit_id, dimension, category

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    cast(coalesce(measured.voter_count, 0) as bigint) as voter_count,
    cast(coalesce(measured.vote_count, 0) as bigint) as vote_count
from cells
left join measured
    on {{ same_cell('cells', 'measured') }}
