{{ summed_cells(ref('fct_goal_gaps'), ['quarter'], {
    'goal_count': 'goal_count',
    'known_count': 'known_count',
    'aligned_count': 'aligned_count',
    'known_person_count': flag('known_count > 0'),
}, {
    'aligned_aligned': 'aligned_count * aligned_count',
    'aligned_known': 'aligned_count * known_count',
    'known_known': 'known_count * known_count',
}) }}
