{%- set by_skill = ['skill'] -%}
{#- People are a sample of themselves: the mean of a person's figure, over the persons it is known of. -#}
{%- set moments_of = {} -%}
{%- for amount in ['mean_level', 'mean_decayed_level', 'mean_gap', 'mean_decayed_gap'] -%}
{%- do moments_of.update({amount: ['assessed_person_count', amount ~ '_sum', 'assessed_person_count', amount ~ '_squared', amount ~ '_sum', 'assessed_person_count']}) -%}
{%- endfor -%}
{#- A unit whose people are hardly assessed has no figure about them (RULE-9). -#}
{%- set completeness = 'coalesce(' ~ ratio('assessed_count', 'required_count') ~ ', 1.0)' -%}
with cells as (

    select * from {{ ref('kpi_skill_cells') }}

)

{{ measure('skill_level_mean', ['quarter'], 'mean_level_sum / cast(1000000 as double)', 'assessed_person_count', persons='assessed_person_count', grid='skills',
    dimensions=by_skill, moments=moments_of['mean_level']) }}
union all
{{ measure('skill_level_median', ['quarter'], 'null', 'assessed_person_count', value='mean_level_median / 1000000', persons='assessed_person_count', grid='skills', dimensions=by_skill) }}
union all
{{ measure('skill_level_decayed_mean', ['quarter'], 'mean_decayed_level_sum / cast(1000000 as double)', 'assessed_person_count', persons='assessed_person_count', grid='skills',
    dimensions=by_skill, moments=moments_of['mean_decayed_level']) }}
union all
{{ measure('skill_level_decayed_median', ['quarter'], 'null', 'assessed_person_count', value='mean_decayed_level_median / 1000000', persons='assessed_person_count', grid='skills', dimensions=by_skill) }}
union all
{{ measure('skill_gap_mean', ['quarter'], 'mean_gap_sum / cast(1000000 as double)', 'assessed_person_count', persons='assessed_person_count', grid='skills',
    dimensions=by_skill, moments=moments_of['mean_gap']) }}
union all
{{ measure('skill_gap_median', ['quarter'], 'null', 'assessed_person_count', value='mean_gap_median / 1000000', persons='assessed_person_count', grid='skills', dimensions=by_skill) }}
union all
{{ measure('skill_gap_decayed_mean', ['quarter'], 'mean_decayed_gap_sum / cast(1000000 as double)', 'assessed_person_count', persons='assessed_person_count', grid='skills',
    dimensions=by_skill, moments=moments_of['mean_decayed_gap']) }}
union all
{{ measure('skill_gap_decayed_median', ['quarter'], 'null', 'assessed_person_count', value='mean_decayed_gap_median / 1000000', persons='assessed_person_count', grid='skills', dimensions=by_skill) }}
union all
{{ measure('skill_unknown_share', ['quarter'], 'required_count - assessed_count', 'required_count', persons='assessed_person_count', grid='skills', dimensions=by_skill,
    moments=['person_count', 'required_count - assessed_count', 'required_count', 'required_squared - 2 * assessed_by_required + assessed_squared',
        'required_squared - assessed_by_required', 'required_squared']) }}
union all
{{ measure('skill_gap_headcount', ['quarter'], 'below_person_count', value='case when assessed_person_count > 0 then below_person_count end', persons='assessed_person_count',
    completeness=completeness, grid='skills', dimensions=by_skill) }}
union all
{{ measure('skill_gap_rate', ['quarter'], 'below_person_count', 'assessed_person_count', persons='assessed_person_count', grid='skills', dimensions=by_skill) }}
union all
{{ measure('skill_gap_decayed_rate', ['quarter'], 'below_decayed_person_count', 'assessed_person_count', persons='assessed_person_count', grid='skills', dimensions=by_skill) }}
union all
{{ measure('role_fit_mean', ['quarter'], 'role_fit_sum / cast(1000000 as double)', 'fit_person_count', persons='fit_person_count', grid='skills_fit', dimensions=by_skill,
    moments=['fit_person_count', 'role_fit_sum', 'fit_person_count', 'role_fit_squared', 'role_fit_sum', 'fit_person_count']) }}
union all
{{ measure('role_fit_median', ['quarter'], 'null', 'fit_person_count', value='role_fit_median / 1000000', persons='fit_person_count', grid='skills_fit', dimensions=by_skill) }}
union all
{{ measure('skill_assessment_currency', ['quarter'], 'current_count', 'required_count', persons='assessed_person_count', grid='skills', dimensions=by_skill,
    moments=['person_count', 'current_count', 'required_count', 'current_squared', 'current_by_required', 'required_squared']) }}
union all
{{ measure('competency_level_rate', ['quarter'], 'mean_level_sum / cast(' ~ millionths(var('skill_scale')) ~ ' as double)', 'assessed_person_count', persons='assessed_person_count',
    grid='skills', dimensions=by_skill, moments=moments_of['mean_level']) }}
union all
{{ measure('competency_rate', ['quarter'], 'assessed_person_count - below_person_count', 'assessed_person_count', persons='assessed_person_count', grid='skills', dimensions=by_skill) }}
