{%- set sums = ['review_count', 'goal_known_count', 'goal_count', 'rated_count', 'rating_millionths', 'meets_count'] -%}
with reviewed as (

    select
        period_type,
        period_end,
        person_key,
        org_unit_id,
        {%- for column in sums %}
        sum({{ column }}) as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('fct_review_windows') }}
    group by period_type, period_end, person_key, org_unit_id

)

select * from (
{{ summed_cells('reviewed', ['r12'], {
    'review_count': 'review_count',
    'goal_known_count': 'goal_known_count',
    'goal_count': 'goal_count',
    'goal_known_person_count': flag('goal_known_count > 0'),
    'rated_count': 'rated_count',
    'rating_millionths': 'rating_millionths',
    'meets_count': 'meets_count',
    'rated_person_count': flag('rated_count > 0'),
}, {
    'rating_rating': 'cast(rating_millionths as decimal(38, 0)) * rating_millionths',
    'rating_rated': 'cast(rating_millionths as decimal(38, 0)) * rated_count',
    'rated_rated': 'rated_count * rated_count',
    'meets_meets': 'meets_count * meets_count',
    'meets_rated': 'meets_count * rated_count',
    'goals_goals': 'goal_count * goal_count',
    'goals_known': 'goal_count * goal_known_count',
    'known_known': 'goal_known_count * goal_known_count',
}) }}
) as summed
