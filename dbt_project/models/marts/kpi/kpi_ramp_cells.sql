{{ summed_cells(ref('fct_ramp_windows'), ['r12'], {
    'known_count': flag('cost_cents is not null'),
    'cost_cents': 'coalesce(cost_cents, 0)',
}, {'cost_cost': 'cast(coalesce(cost_cents, 0) as decimal(38, 0)) * coalesce(cost_cents, 0)'}) }}
