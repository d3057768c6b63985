{{ config(meta={'by_window': {}}) }}
select
    'required' as outcome,
    'day' as period_type,
    period_end,
    'all' as dimension,
    'all' as category,
    person_key,
    org_unit_id,
    cast(sum(case when is_valid then 1 else 0 end) as bigint) as numerator,
    cast(sum(case when is_validity_unknown then 0 else 1 end) as bigint) as denominator,
    cast(sum(case when is_validity_unknown then 0 else 1 end) as bigint) as known_count,
    cast(sum(case when is_validity_unknown then 1 else 0 end) as bigint) as unknown_count
from {{ ref('fct_certificate_days') }}
where is_required
group by period_end, person_key, org_unit_id

union all

select
    'certified' as outcome,
    'day' as period_type,
    period_end,
    'all' as dimension,
    'all' as category,
    person_key,
    org_unit_id,
    cast(sum(case when is_expiring_soon then 1 else 0 end) as bigint) as numerator,
    cast(count(*) as bigint) as denominator,
    cast(count(*) as bigint) as known_count,
    cast(0 as bigint) as unknown_count
from {{ ref('fct_certificate_days') }}
where is_valid
group by period_end, person_key, org_unit_id
