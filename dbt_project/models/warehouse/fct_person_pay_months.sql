with months as (

    select
        period_start as month_start,
        period_end as month_end,
        calendar_days
    from {{ ref('dim_periods') }}
    where period_type = 'month'

),

employed as (

    select
        segments.person_key,
        segments.org_unit_id,
        months.month_start,
        months.calendar_days,
        greatest(segments.segment_from, months.month_start) as employed_from,
        least(segments.segment_to, {{ add_days('months.month_end', 1) }}) as employed_to
    from {{ ref('fct_employment_segments') }} as segments
    inner join months
        on segments.segment_from <= months.month_end
        and segments.segment_to > months.month_start

),

paid as (

    select
        employed.person_key,
        employed.month_start,
        employed.org_unit_id,
        max(employed.calendar_days) as calendar_days,
        sum({{ days_between('greatest(employed.employed_from, pay.paid_from)', 'least(employed.employed_to, pay.paid_to)') }}) as paid_days,
        sum(
            {{ days_between('greatest(employed.employed_from, pay.paid_from)', 'least(employed.employed_to, pay.paid_to)') }} * pay.yearly_salary_cents
        ) as salary_cents_by_days
    from employed
    inner join {{ ref('int_compensation_merged') }} as pay
        on employed.person_key = pay.person_key
        and employed.employed_from < pay.paid_to
        and employed.employed_to > pay.paid_from
    where pay.yearly_salary_cents is not null
    group by employed.person_key, employed.month_start, employed.org_unit_id

)

select
    person_key,
    month_start,
    org_unit_id,
    cast(paid_days as integer) as paid_days,
    -- A twelfth of the year's pay for a whole month, whatever its length; by calendar days for a part of one.
    {{ rounded(ratio('salary_cents_by_days', '12 * calendar_days')) }} as pay_cents
from paid
