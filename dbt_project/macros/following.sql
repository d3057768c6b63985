{#
  How long metrics wait after a window before it is complete. Belongs here: the waiting times, which are few, so that a window changes on
  the days on which one of them ends and on no other. What is counted in the meantime does not.
#}
{% macro follow_up_ends(period_end) -%}
{{ return({
    'answers': add_days(period_end, var('answering_days')),
    'newcomers_answers': add_days(period_end, var('onboarding_survey_days')),
    'completions': add_days(period_end, var('completion_follow_up_days')),
    'goals': add_days(period_end, var('goal_grace_days')),
    'onboarding': add_days(period_end, var('onboarding_days') - 1),
    'productivity': add_days(period_end, var('productive_days') - 1),
    'ramps': add_days(period_end, var('ramp_horizon_days') - 1),
    'early_exits': add_days(period_end, var('early_exit_days') - 1),
    'first_years': add_days(period_end, var('first_year_days') - 1),
    'placements': add_months(period_end, 12),
}) }}
{%- endmacro %}

{# Whether a window has been followed for as long as something takes; of a relation with period_end and followed_to. #}
{% macro is_followed(what, relation=none) -%}
{%- set prefix = relation ~ '.' if relation else '' -%}
{{ follow_up_ends(prefix ~ 'period_end')[what] }} <= {{ prefix }}followed_to
{%- endmacro %}
