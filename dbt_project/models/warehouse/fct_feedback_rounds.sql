with competencies as (

    select
        cycle_id,
        person_key,
        competency_id,
        max(closed_on) as closed_on,
        max(case when is_eligible and rater_group = 'self' then score_micro end) as self_micro,
        -- Others are one group of raters: the mean over all of them, not over groups of unequal size.
        {{ rounded(ratio(
            "sum(case when is_eligible and rater_group <> 'self' then cast(score_micro as decimal(38, 0)) * rater_count end)",
            "sum(case when is_eligible and rater_group <> 'self' then rater_count end)"
        )) }} as others_micro,
        sum(comment_count) as comment_count,
        sum(actionable_comment_count) as actionable_comment_count
    from {{ ref('int_competency_ratings_judged') }}
    where not excluded_because_unmatched
    group by cycle_id, person_key, competency_id

),

people as (

    select
        cycle_id,
        person_key,
        max(closed_on) as closed_on,
        count(self_micro - others_micro) as compared_count,
        {{ rounded('avg(case when others_micro is not null then self_micro end)') }} as self_micro,
        {{ rounded('avg(case when self_micro is not null then others_micro end)') }} as others_micro,
        sum(comment_count) as comment_count,
        sum(actionable_comment_count) as actionable_comment_count
    from competencies
    group by cycle_id, person_key

),

-- The unit of the closing day, else the nearest before it, else the first after it.
nearest as (

    select
        people.cycle_id,
        people.person_key,
        segments.org_unit_id,
        row_number() over (
            partition by people.cycle_id, people.person_key
            order by
                case when segments.segment_from <= people.closed_on then 0 else 1 end nulls last,
                case when segments.segment_from <= people.closed_on then segments.segment_from end desc nulls last,
                segments.segment_from nulls last
        ) as nearest_first
    from people
    inner join {{ ref('fct_employment_segments') }} as segments
        on people.person_key = segments.person_key

)

select
    people.cycle_id,
    people.person_key,
    people.closed_on,
    nearest.org_unit_id,
    cast(people.compared_count as integer) as compared_count,
    case when people.compared_count > 0 then people.self_micro end as self_micro,
    case when people.compared_count > 0 then people.others_micro end as others_micro,
    cast(coalesce(people.comment_count, 0) as integer) as comment_count,
    cast(coalesce(people.actionable_comment_count, 0) as integer) as actionable_comment_count
from people
inner join nearest
    on people.cycle_id = nearest.cycle_id
    and people.person_key = nearest.person_key
    and nearest.nearest_first = 1
