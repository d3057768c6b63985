{{ config(meta={'window': ["'day'", 'period_end']}) }}
with days as (

    select period_end from {{ ref('dim_periods') }} where period_type = 'day'

),

needed as (

    select distinct days.period_end, requirements.person_key, requirements.certification_id
    from days
    inner join {{ ref('fct_certificate_requirements') }} as requirements
        on days.period_end >= requirements.required_from
        and days.period_end < requirements.required_to

),

held as (

    select
        days.period_end,
        certificates.person_key,
        certificates.certification_id,
        max(case when certificates.is_validity_known then 1 else 0 end) as is_valid,
        max(case when certificates.is_validity_known then certificates.valid_to end) as valid_to
    from days
    inner join {{ ref('fct_certificates') }} as certificates
        on days.period_end >= certificates.valid_from
        and (certificates.valid_to is null or days.period_end < certificates.valid_to)
    group by days.period_end, certificates.person_key, certificates.certification_id

),

pairs as (

    select period_end, person_key, certification_id from needed
    union
    select period_end, person_key, certification_id from held

)

select
    pairs.period_end,
    pairs.person_key,
    pairs.certification_id,
    segments.org_unit_id,
    needed.person_key is not null as is_required,
    coalesce(held.is_valid = 1, false) as is_valid,
    -- Held, and nobody says until when: neither valid nor not.
    coalesce(held.is_valid = 0, false) as is_validity_unknown,
    coalesce(held.is_valid = 1 and held.valid_to <= {{ add_days('pairs.period_end', var('expiring_days')) }}, false) as is_expiring_soon
from pairs
inner join {{ ref('fct_employment_segments') }} as segments
    on pairs.person_key = segments.person_key
    and pairs.period_end >= segments.segment_from
    and pairs.period_end < segments.segment_to
left join needed
    on pairs.period_end = needed.period_end
    and pairs.person_key = needed.person_key
    and pairs.certification_id = needed.certification_id
left join held
    on pairs.period_end = held.period_end
    and pairs.person_key = held.person_key
    and pairs.certification_id = held.certification_id
