with answers as (

    select
        closed_on as period_end,
        person_key,
        org_unit_id,
        survey_id,
        question_id,
        item_key,
        scale_points,
        score_micro,
        responded_on,
        -- A question of two indices is one question of the mean.
        row_number() over (partition by survey_id, person_key, question_id order by item_key nulls last) as key_first
    from {{ ref('fct_survey_answers') }}
    where is_listening and question_kind = 'rating'

),

-- Who answered an item in two surveys of one period has the later answer.
given as (

    select * from (
        select
            period_end, person_key, org_unit_id, item_key, scale_points, score_micro,
            row_number() over (
                partition by period_end, person_key, item_key, scale_points order by responded_on desc nulls last, survey_id desc nulls last
            ) as last_first
        from answers
        where key_first = 1
    ) as ranked
    where last_first = 1

),

asked as (

    select distinct period_end, item_key, scale_points from given

),

-- The survey before that shares an item; other surveys between the two say nothing about the change.
pairs as (

    select later.period_end, max(earlier.period_end) as compared_with
    from asked as later
    inner join asked as earlier
        on later.item_key = earlier.item_key
        and later.scale_points = earlier.scale_points
        and later.period_end > earlier.period_end
    group by later.period_end

),

shared as (

    select pairs.period_end, pairs.compared_with, later.item_key, later.scale_points
    from pairs
    inner join asked as later
        on pairs.period_end = later.period_end
    inner join asked as earlier
        on pairs.compared_with = earlier.period_end
        and later.item_key = earlier.item_key
        and later.scale_points = earlier.scale_points

),

sides as (

    select shared.period_end, shared.compared_with, given.person_key, given.org_unit_id, shared.item_key, true as is_now, given.score_micro
    from shared
    inner join given
        on shared.period_end = given.period_end
        and shared.item_key = given.item_key
        and shared.scale_points = given.scale_points
    union all
    select shared.period_end, shared.compared_with, given.person_key, given.org_unit_id, shared.item_key, false as is_now, given.score_micro
    from shared
    inner join given
        on shared.compared_with = given.period_end
        and shared.item_key = given.item_key
        and shared.scale_points = given.scale_points

),

every_item as (

    select * from sides
    union all
    select period_end, compared_with, person_key, org_unit_id, 'all' as item_key, is_now, score_micro from sides

),

-- One unit a person and change: that of the later survey, else of the earlier one.
units as (

    select
        period_end,
        person_key,
        coalesce(max(case when is_now then org_unit_id end), max(org_unit_id)) as org_unit_id
    from sides
    group by period_end, person_key

)

select
    'survey' as period_type,
    every_item.period_end,
    every_item.compared_with,
    every_item.person_key,
    units.org_unit_id,
    every_item.item_key,
    {{ rounded('avg(case when every_item.is_now then every_item.score_micro end)') }} as now_micro,
    {{ rounded('avg(case when not every_item.is_now then every_item.score_micro end)') }} as before_micro
from every_item
inner join units
    on every_item.period_end = units.period_end
    and every_item.person_key = units.person_key
group by every_item.period_end, every_item.compared_with, every_item.person_key, units.org_unit_id, every_item.item_key
