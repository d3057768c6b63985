{{ config(materialized='view', meta={'by_window': {'fct_person_role_fits': 'measured_on', 'fct_person_skills': 'measured_on', 'fct_reskillings': 'period_end', 'fct_skill_changes': 'period_end', 'fct_skill_discrepancies': 'observed_on'}}) }}
select 'skills' as grid, windows.period_type, windows.period_end, fits.person_key, fits.org_unit_id
from {{ ref('fct_person_role_fits') }} as fits
inner join {{ ref('dim_periods') }} as windows
    on fits.measured_on = windows.period_end
    and windows.period_type = 'quarter'
where fits.assessed_count > 0
union all
select 'skills_fit' as grid, windows.period_type, windows.period_end, fits.person_key, fits.org_unit_id
from {{ ref('fct_person_role_fits') }} as fits
inner join {{ ref('dim_periods') }} as windows
    on fits.measured_on = windows.period_end
    and windows.period_type = 'quarter'
where fits.role_fit is not null
union all
select distinct 'skills_supply' as grid, windows.period_type, windows.period_end, known.person_key, known.org_unit_id
from {{ ref('fct_person_skills') }} as known
inner join {{ ref('dim_periods') }} as windows
    on known.measured_on = windows.period_end
    and windows.period_type = 'quarter'
where known.is_assessed
union all
select distinct 'skills_year' as grid, 'r12' as period_type, period_end, person_key, org_unit_id
from {{ ref('fct_reskillings') }}
union all
select distinct 'reskilled' as grid, 'r12' as period_type, period_end, person_key, org_unit_id
from {{ ref('fct_reskillings') }}
where is_reskilled
union all
select distinct 'skills_closure' as grid, 'r12' as period_type, period_end, person_key, org_unit_id
from {{ ref('fct_skill_changes') }}
where component = 'learning'
union all
select distinct 'skills_paired' as grid, windows.period_type, windows.period_end, windows.person_key, windows.org_unit_id
from {{ ref('fct_person_windows') }} as windows
inner join {{ ref('dim_periods') }} as periods
    on windows.period_type = periods.period_type
    and windows.period_end = periods.period_end
inner join {{ ref('fct_skill_discrepancies') }} as ratings
    on windows.person_key = ratings.person_key
    and ratings.observed_on between periods.period_start and periods.period_end
where windows.period_type = 'r12' and windows.is_last_unit
union all
select distinct 'skills_roles' as grid, windows.period_type, windows.period_end, fits.person_key, fits.org_unit_id
from {{ ref('fct_person_role_fits') }} as fits
inner join {{ ref('dim_periods') }} as windows
    on fits.measured_on = windows.period_end
    and windows.period_type = 'quarter'
inner join {{ ref('fct_role_renewals') }} as renewals
    on fits.job_id = renewals.job_id
    and fits.measured_on >= renewals.renewed_on
