{%- set by_month = var('hazard_months') -%}
with banded as (

    select
        *,
        case
            when tenure_month < {{ by_month }} then tenure_month
            else {{ by_month }} + 12 * cast(floor((tenure_month - {{ by_month }}) / cast(12 as double)) as integer)
        end as band_from
    from {{ ref('exit_hazard_cells') }}

),

bands as (

    select org_unit_id, band_from, sum(n_at_risk) as n_at_risk, sum(n_exits) as n_exits
    from banded
    group by org_unit_id, band_from

),

whole as (

    select sum(n_at_risk) as n_at_risk, sum(n_exits) as n_exits from bands where org_unit_id = 'company'

)

select
    own.org_unit_id,
    own.band_from as tenure_month,
    cast(case when own.band_from < {{ by_month }} then 1 else 12 end as integer) as band_months,
    cast(own.n_at_risk as bigint) as n_at_risk,
    cast(own.n_exits as bigint) as n_exits,
    case
        when own.n_at_risk >= {{ var('hazard_at_risk') }} then 'unit'
        when pooled.n_at_risk >= {{ var('hazard_at_risk') }} then 'company'
        else 'all_tenures'
    end as pooled_over,
    case
        when own.n_at_risk >= {{ var('hazard_at_risk') }} then {{ ratio('own.n_exits', 'own.n_at_risk') }}
        when pooled.n_at_risk >= {{ var('hazard_at_risk') }} then {{ ratio('pooled.n_exits', 'pooled.n_at_risk') }}
        else {{ ratio('whole.n_exits', 'whole.n_at_risk') }}
    end as hazard
from bands as own
inner join bands as pooled
    on own.band_from = pooled.band_from
    and pooled.org_unit_id = 'company'
cross join whole
