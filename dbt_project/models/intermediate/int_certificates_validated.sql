with rules as (

    -- Two requirements that disagree: the longer validity, and for ever only where one says so.
    select
        certification_id,
        max(validity_months) as validity_months,
        max(case when never_expires then 1 else 0 end) = 1 as never_expires
    from {{ kept('stg_lms__role_certificate_requirements') }}
    group by certification_id

),

issued as (

    -- A certificate that two systems list is one; the later end is believed, and a withdrawal whoever tells it.
    select
        people.person_key,
        certificates.certification_id,
        certificates.issued_on,
        max(certificates.expires_on) as expires_on,
        min(certificates.revoked_on) as revoked_on
    from {{ kept('stg_lms__certificates') }} as certificates
    inner join {{ ref('int_people_matched') }} as people
        on certificates.source = people.source
        and certificates.source_person_key = people.source_person_key
        and people.person_key is not null
    group by people.person_key, certificates.certification_id, certificates.issued_on

),

ended as (

    select
        issued.*,
        case
            when issued.expires_on is not null then issued.expires_on
            when rules.never_expires then {{ far_future() }}
            when rules.validity_months is not null then {{ add_months('issued.issued_on', 'rules.validity_months') }}
        end as expires_by_rule_on
    from issued
    left join rules
        on issued.certification_id = rules.certification_id

)

select
    person_key,
    certification_id,
    issued_on as valid_from,
    case
        when expires_by_rule_on is null then revoked_on
        else least(expires_by_rule_on, coalesce(revoked_on, expires_by_rule_on))
    end as valid_to,
    expires_by_rule_on is not null as is_validity_known
from ended
