with listed as (

    select
        programmes.*,
        row_number() over (
            partition by programme_id order by known_on nulls last, file_name nulls last, source nulls last, row_number nulls last
        ) as leading_first
    from {{ kept('stg_lms__programmes') }} as programmes

),

named as (

    select programme_id from listed
    union
    select programme_id from {{ ref('int_programme_courses_merged') }}

),

courses as (

    select
        programme_id,
        count(*) as course_count,
        sum(case when is_required then 1 else 0 end) as required_course_count
    from {{ ref('int_programme_courses_merged') }}
    group by programme_id

)

select
    named.programme_id,
    coalesce(listed.name, named.programme_id) as name,
    coalesce(listed.programme_type, 'other') as programme_type,
    listed.opened_on,
    listed.closed_on,
    cast(coalesce(courses.course_count, 0) as integer) as course_count,
    cast(coalesce(courses.required_course_count, 0) as integer) as required_course_count
from named
left join listed
    on named.programme_id = listed.programme_id
    and listed.leading_first = 1
left join courses
    on named.programme_id = courses.programme_id
