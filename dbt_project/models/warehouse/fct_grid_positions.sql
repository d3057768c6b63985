{{ config(meta={'by_window': {'fct_enrollments': 'enrolled_on', 'fct_employment_spells': 'last_day_on', 'fct_employment_segments': ['segment_from', 'segment_to']}}) }}
with enrolled as (

    select
        windows.period_type,
        windows.period_end,
        enrollments.person_key,
        enrollments.org_unit_id,
        row_number() over (
            partition by windows.period_type, windows.period_end, enrollments.person_key
            order by enrollments.enrolled_on desc nulls last, enrollments.enrolled_at desc nulls last, enrollments.course_id nulls last
        ) as last_first
    from {{ ref('fct_enrollments') }} as enrollments
    inner join {{ ref('dim_periods') }} as windows
        on enrollments.enrolled_on between windows.period_start and windows.period_end
        and windows.period_type in ('month', 'quarter', 'year', 'r12')
    where enrollments.is_eligible

),

left_company as (

    select
        windows.period_type,
        windows.period_end,
        spells.person_key,
        spells.left_from_org_unit_id as org_unit_id,
        row_number() over (
            partition by windows.period_type, windows.period_end, spells.person_key
            order by spells.last_day_on desc nulls last, spells.spell_number desc nulls last
        ) as last_first
    from {{ ref('fct_employment_spells') }} as spells
    inner join {{ ref('dim_periods') }} as windows
        on spells.last_day_on between windows.period_start and windows.period_end
        and windows.period_type = 'r12'
    where spells.has_left

)

select 'employed' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_person_windows') }}
where is_last_unit
union all
select 'managers' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_person_windows') }}
where is_last_unit and is_manager_at_last
union all
select grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_learning_positions') }}
union all
select 'key_talent' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_person_windows') }}
where is_last_unit and is_key_talent_in_window
union all
select 'enrolled' as grid, period_type, period_end, person_key, org_unit_id
from enrolled
where last_first = 1
union all
select 'leavers' as grid, period_type, period_end, person_key, org_unit_id
from left_company
where last_first = 1
union all
-- Days and cohorts are planned by category only where they are broken down.
select 'point' as grid, periods.period_type, periods.period_end, segments.person_key, segments.org_unit_id
from {{ ref('dim_periods') }} as periods
inner join {{ ref('fct_employment_segments') }} as segments
    on periods.period_end >= segments.segment_from
    and periods.period_end < segments.segment_to
where periods.period_type = 'day' and periods.has_dimensions
union all
select 'cohort_12m' as grid, periods.period_type, periods.period_end, segments.person_key, segments.org_unit_id
from {{ ref('dim_periods') }} as periods
inner join {{ ref('fct_employment_segments') }} as segments
    on {{ add_days('periods.period_start', -1) }} >= segments.segment_from
    and {{ add_days('periods.period_start', -1) }} < segments.segment_to
where periods.period_type = 'r12' and periods.has_dimensions
union all
select grid, period_type, period_end, person_key, org_unit_id from {{ ref('fct_survey_positions') }}
union all
select 'respondents_enps' as grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_survey_period_people') }}
where enps_class is not null
union all
select grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_workforce_positions') }}
union all
select grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_skill_positions') }}
union all
-- Hires, goals, plans, talks and reviews.
select grid, period_type, period_end, person_key, org_unit_id
from {{ ref('fct_talent_positions') }}
