with people as (

    select
        matched.person_key,
        employees.gender,
        employees.birth_year,
        row_number() over (
            partition by matched.person_key
            order by employees.known_on nulls last, employees.file_name nulls last, employees.row_number nulls last
        ) as leading_first
    from {{ kept('stg_hris__employees') }} as employees
    inner join {{ ref('int_people_matched') }} as matched
        on employees.source = matched.source
        and employees.source_person_key = matched.source_person_key

)

select
    person_key,
    gender,
    cast(birth_year as integer) as birth_year
from people
where leading_first = 1
