{#- Half of what was asked is replaced after mean version years x ln 2 / -ln(share kept); a set replaced whole counts as half a skill kept. -#}
{%- set kept_share = ratio('greatest(2 * kept_count, 1)', '2 * skill_count') -%}
{%- set version_years = ratio('skill_days', '365.25 * skill_count') -%}
with ratings as (

    select * from {{ ref('kpi_skill_rating_cells') }}

),

renewals as (

    select * from {{ ref('kpi_role_renewal_cells') }}

),

discrepancy as (

    with cells as (select * from ratings)
    {{ measure('self_manager_discrepancy', ['r12'], 'difference / cast(1000000 as double)', 'paired_count', persons='paired_count', grid='skills_paired', dimensions=['skill']) }}

),

obsolescence as (

    with cells as (select * from renewals)
    {{ measure('skill_obsolescence_half_life', ['quarter'], 'null', 'skill_count', persons='holder_count', grid='skills_roles', dimensions=['role_family'],
        value='case when kept_count < skill_count then ' ~ version_years ~ ' * ln(cast(2 as double)) / -ln(' ~ kept_share ~ ') end') }}

)

select * from discrepancy
union all
select * from obsolescence
