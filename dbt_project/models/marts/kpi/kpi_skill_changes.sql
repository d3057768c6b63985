{%- set by_skill = ['skill'] -%}
{#- Gaps are millionths of a level in the cells, and levels here. -#}
{%- set level = ' / cast(1000000 as double)' -%}
with cells as (

    select * from {{ ref('kpi_skill_change_cells') }}

)

{{ measure('upskilling_rate', ['r12'], 'risen_count', 'base_count', persons='base_count', grid='skills_year', dimensions=by_skill) }}
union all
{{ measure('reskilling_rate', ['r12'], 'reskilled_count', 'base_count', persons='base_count', grid='skills_year') }}
union all
{{ measure('reskilled_placement_rate', ['r12'], 'placed_count', 'reskilled_count', persons='reskilled_count', complete='is_followed', grid='reskilled') }}
union all
{{ measure('skill_gap_closure', ['r12'], '(learning_before - learning_after)' ~ level, 'learning_before' ~ level, persons='comparable_count', grid='skills_closure', dimensions=by_skill) }}
union all
{{ measure('skill_gap_change_learning', ['r12'], '(learning_after - learning_before)' ~ level, 'gap_before' ~ level, persons='comparable_count') }}
union all
{{ measure('skill_gap_change_exits', ['r12'], 'exits_change' ~ level, 'gap_before' ~ level, persons='left_company_count') }}
union all
{{ measure('skill_gap_change_hires', ['r12'], 'hires_change' ~ level, 'gap_before' ~ level, persons='joined_count') }}
union all
{{ measure('skill_gap_change_requirements', ['r12'], 'requirements_change' ~ level, 'gap_before' ~ level, persons='reassigned_count') }}
union all
{{ measure('skill_gap_change_assessment', ['r12'], 'assessment_change' ~ level, 'gap_before' ~ level, persons='newly_known_count') }}
