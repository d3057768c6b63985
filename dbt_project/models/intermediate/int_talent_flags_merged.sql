with flags as (

    -- Equal flags of two records are one: the windows below need an order without ties.
    select distinct
        people.person_key,
        talent.flagged_on,
        coalesce(talent.ended_on, {{ far_future() }}) as ended_on
    from {{ kept('stg_hris__talent_flags') }} as talent
    inner join {{ ref('int_people_matched') }} as people
        on talent.source = people.source
        and talent.source_person_key = people.source_person_key

),

marked as (

    select
        *,
        max(ended_on) over (
            partition by person_key order by flagged_on nulls last, ended_on nulls last rows between unbounded preceding and 1 preceding
        ) as flagged_until
    from flags
    where flagged_on < ended_on

),

numbered as (

    select
        *,
        sum(case when flagged_until is null or flagged_until < flagged_on then 1 else 0 end) over (
            partition by person_key order by flagged_on nulls last, ended_on nulls last rows between unbounded preceding and current row
        ) as flag_number
    from marked

)

select
    person_key,
    min(flagged_on) as flagged_on,
    max(ended_on) as ended_on
from numbered
group by person_key, flag_number
