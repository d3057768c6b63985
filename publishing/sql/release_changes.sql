-- What moved against the last release: which windows were told for the first time, told anew or taken back, and how the company's figure did.
-- Belongs here: a summary of the revisions of this release. It counts cells, never people, and does not say where a change is held.
with moved as (

    select
        now.*,
        case
            when now.revision = 0 then 'first_told'
            when now.suppression_reason in ('policy', 'level') then 'withdrawn'
            else 'restated'
        end as change
    from kpi_values as now
    anti join before using (metric_id, period_type, period_end, org_unit_id, dimension, category, revision)
    where now.is_latest and now.suppression_reason is distinct from 'incomplete_window'

)

select
    metric_id,
    period_type,
    period_end,
    change,
    coalesce(restatement_cause, '') as restatement_cause,
    cast(count(*) as integer) as cells,
    cast(count(*) filter (is_suppressed) as integer) as withheld_cells,
    max(previous_value) filter (org_unit_id = 'company' and dimension = 'all') as company_previous_value,
    max(value) filter (org_unit_id = 'company' and dimension = 'all') as company_value
from moved
group by metric_id, period_type, period_end, change, coalesce(restatement_cause, '')
