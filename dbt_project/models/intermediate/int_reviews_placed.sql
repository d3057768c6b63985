with company as (

    select * from {{ ref('stg_landing__companies') }}

),

reviews as (

    select
        reviews.source,
        reviews.source_person_key,
        reviews.cycle_id,
        people.person_key,
        reviews.reviewed_on,
        reviews.reviewed_on is not null and reviews.reviewed_on <= company.as_of as is_held,
        coalesce(reviews.is_regular, true) as is_regular,
        reviews.has_development_goal,
        reviews.rating is not null and reviews.scale_points is not null as has_rating,
        coalesce(reviews.rating between 1 and reviews.scale_points, false) as is_on_scale,
        reviews.rating,
        reviews.scale_points,
        -- Two systems may hold one review; the one known last counts.
        row_number() over (
            partition by people.person_key, reviews.cycle_id
            order by
                case when reviews.reviewed_on is null then 1 else 0 end, reviews.known_on desc nulls last, reviews.file_name desc nulls last,
                reviews.row_number desc nulls last
        ) as newest_first
    from {{ kept('stg_hris__performance_reviews') }} as reviews
    cross join company
    left join {{ ref('int_people_matched') }} as people
        on reviews.source = people.source
        and reviews.source_person_key = people.source_person_key

),

placed as (

    select
        reviews.source,
        reviews.source_person_key,
        reviews.cycle_id,
        reviews.person_key,
        reviews.reviewed_on,
        reviews.is_regular,
        reviews.has_development_goal,
        segments.org_unit_id,
        -- The place on the scale, 0 to 1: 4 of 5 points is three steps of four.
        case
            when reviews.is_on_scale
                then {{ rounded('(reviews.rating - 1) * 1000000 / cast(reviews.scale_points - 1 as double)') }}
        end as rating_millionths,
        reviews.has_rating and not reviews.is_on_scale as is_off_scale,
        reviews.person_key is null as excluded_because_unmatched,
        not reviews.is_held as excluded_because_not_held,
        reviews.person_key is not null and reviews.is_held and reviews.newest_first > 1 as excluded_because_repeated,
        reviews.person_key is not null and reviews.is_held and segments.org_unit_id is null as excluded_because_not_employed
    from reviews
    left join {{ ref('int_employment_segments_cut') }} as segments
        on reviews.person_key = segments.person_key
        and reviews.reviewed_on >= segments.segment_from
        and reviews.reviewed_on < segments.segment_to

)

select
    placed.*,
    not (excluded_because_unmatched or excluded_because_not_held or excluded_because_repeated or excluded_because_not_employed) as is_eligible
from placed
