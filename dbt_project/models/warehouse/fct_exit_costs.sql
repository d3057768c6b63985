with exits as (

    select
        spells.person_key,
        spells.spell_number,
        spells.last_day_on,
        spells.left_from_org_unit_id as org_unit_id,
        segments.job_level,
        pay.yearly_salary_cents
    from {{ ref('fct_employment_spells') }} as spells
    left join {{ ref('fct_employment_segments') }} as segments
        on spells.person_key = segments.person_key
        and spells.last_day_on >= segments.segment_from
        and spells.last_day_on < segments.segment_to
    left join {{ ref('int_compensation_merged') }} as pay
        on spells.person_key = pay.person_key
        and spells.last_day_on >= pay.paid_from
        and spells.last_day_on < pay.paid_to
    where spells.has_left

)

select
    person_key,
    spell_number,
    last_day_on,
    org_unit_id,
    yearly_salary_cents,
    {{ rounded('yearly_salary_cents * ' ~ var('turnover_cost_rate_low')) }} as low_cents,
    {{ rounded('yearly_salary_cents * ' ~ var('turnover_cost_rate_base')) }} as base_cents,
    {{ rounded(
        'yearly_salary_cents * case when job_level >= ' ~ var('turnover_cost_high_grade') ~ ' then ' ~ var('turnover_cost_rate_high_grades')
        ~ ' else ' ~ var('turnover_cost_rate_high') ~ ' end'
    ) }} as high_cents
from exits
