with paid as (

    select
        people.person_key,
        pay.valid_from,
        coalesce(pay.valid_to, {{ far_future() }}) as valid_to,
        pay.yearly_salary_cents,
        pay.loaded_factor,
        -- What starts later replaces what runs; of two that start on one day the one delivered last.
        lead(pay.valid_from) over (
            partition by people.person_key
            order by pay.valid_from nulls first, pay.known_on nulls first, pay.file_name nulls first, pay.row_number nulls first
        ) as next_from
    from {{ kept('stg_hris__compensation') }} as pay
    inner join {{ ref('int_people_matched') }} as people
        on pay.source = people.source
        and pay.source_person_key = people.source_person_key

)

select
    person_key,
    valid_from as paid_from,
    least(valid_to, coalesce(next_from, {{ far_future() }})) as paid_to,
    yearly_salary_cents,
    loaded_factor
from paid
where valid_from < least(valid_to, coalesce(next_from, {{ far_future() }}))
