{{ summed_cells(ref('fct_goal_windows'), ['quarter', 'year', 'r12'], {
    'goal_count': 'goal_count',
    'achieved_count': 'achieved_count',
}, {
    'achieved_achieved': 'achieved_count * achieved_count',
    'achieved_goals': 'achieved_count * goal_count',
    'goals_goals': 'goal_count * goal_count',
}) }}
