with paid as (

    select
        people.person_key,
        coalesce(pay.contract_number, '') as contract_number,
        pay.valid_from,
        coalesce(pay.valid_to, {{ far_future() }}) as valid_to,
        pay.yearly_salary_cents,
        pay.loaded_factor,
        -- Of one contract what starts later replaces what runs; of two that start on one day the one delivered last.
        lead(pay.valid_from) over (
            partition by people.person_key, pay.contract_number
            order by pay.valid_from nulls first, pay.known_on nulls first, pay.file_name nulls first, pay.row_number nulls first
        ) as next_from
    from {{ kept('stg_hris__compensation') }} as pay
    inner join {{ ref('int_people_matched') }} as people
        on pay.source = people.source
        and pay.source_person_key = people.source_person_key

),

by_contract as (

    select
        person_key,
        contract_number,
        valid_from as paid_from,
        least(valid_to, coalesce(next_from, {{ far_future() }})) as paid_to,
        yearly_salary_cents,
        loaded_factor
    from paid
    where valid_from < least(valid_to, coalesce(next_from, {{ far_future() }}))

),

-- Pays of several contracts overlap: they are cut wherever one of them starts or ends.
cuts as (

    select person_key, paid_from as cut_on from by_contract
    union
    select person_key, paid_to as cut_on from by_contract

),

pieces as (

    select
        person_key,
        cut_on as paid_from,
        lead(cut_on) over (partition by person_key order by cut_on nulls last) as paid_to
    from cuts

)

select
    pieces.person_key,
    pieces.paid_from,
    pieces.paid_to,
    -- One pay that is not known makes the sum unknown (RULE-9).
    cast(case when count(*) = count(pay.yearly_salary_cents) then sum(pay.yearly_salary_cents) end as bigint) as yearly_salary_cents,
    -- What the employer pays on top is weighed by pay.
    case
        when min(pay.loaded_factor) = max(pay.loaded_factor) and count(*) = count(pay.loaded_factor) then min(pay.loaded_factor)
        when count(*) = count(pay.loaded_factor)
            then cast({{ ratio('sum(pay.yearly_salary_cents * pay.loaded_factor)', 'sum(pay.yearly_salary_cents)') }} as decimal(9, 6))
    end as loaded_factor
from pieces
inner join by_contract as pay
    on pieces.person_key = pay.person_key
    and pieces.paid_from >= pay.paid_from
    and pieces.paid_from < pay.paid_to
group by pieces.person_key, pieces.paid_from, pieces.paid_to
