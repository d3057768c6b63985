{{ config(materialized='view', meta={'by_window': {}}) }}
-- What is counted of a person stands in one unit in these windows already.
select case outcome when 'gain' then 'tested' else outcome end as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_learning_outcome_windows') }}
where dimension = 'all' and outcome in ('assigned', 'seated', 'gain')

union all

select case outcome when 'formal_hours' then 'learners' else outcome end as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_learning_share_windows') }}
where outcome in ('formal_hours', 'full_window')

union all

select outcome as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_learning_budget_windows') }}

union all

-- Days are planned by category only where they are broken down.
select windows.outcome as grid, windows.period_type, windows.period_end, windows.person_key, windows.org_unit_id
from {{ ref('fct_certificate_windows') }} as windows
inner join {{ ref('dim_periods') }} as periods
    on windows.period_type = periods.period_type
    and windows.period_end = periods.period_end
    and periods.has_dimensions
