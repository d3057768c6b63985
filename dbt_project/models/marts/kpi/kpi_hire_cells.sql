{%- set settled = '(exit_day is null or exit_day >= ' ~ var('onboarding_days') ~ ')' -%}
{{ summed_cells(ref('fct_hire_windows'), ['month', 'quarter', 'year', 'r12'], {
    'early_exit_count': flag('exit_day <= ' ~ var('early_exit_days')),
    'first_year_exit_count': flag('exit_day <= ' ~ var('first_year_days')),
    'role_count': flag('milestone_count > 0'),
    'productive_count': flag('milestone_count > 0 and productive_day <= ' ~ var('productive_days')),
    'settled_count': flag(settled),
    'tasked_count': flag(settled ~ ' and task_count > 0'),
    'onboarded_count': flag(settled ~ ' and task_count > 0 and onboarded_day <= ' ~ var('onboarding_days')),
}) }}
