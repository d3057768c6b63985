select
    counted_on,
    manager_key,
    org_unit_id,
    cast(sum(report_count) as integer) as report_count,
    cast(sum(case when stated_manager_key <> manager_key then report_count else 0 end) as integer) as inherited_report_count
from {{ ref('int_managers_resolved') }}
where manager_key is not null
group by counted_on, manager_key, org_unit_id
