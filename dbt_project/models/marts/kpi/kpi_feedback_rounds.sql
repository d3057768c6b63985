with cells as (

    select * from {{ ref('kpi_feedback_round_cells') }}

)

{{ measure('self_other_gap_mean', ['quarter', 'r12'], '(self_micro - others_micro) / cast(1000000 as double)', 'rated_count', persons='rated_count', grid='rated_360',
    moments=['rated_count', 'self_micro', 'others_micro', 'self_self', 'self_others', 'others_others'], dimensions=['cycle']) }}
union all
{{ measure('self_other_gap_median', ['quarter', 'r12'], 'null', 'rated_count', value='gap_micro_median / 1000000', persons='rated_count', grid='rated_360', dimensions=['cycle']) }}
union all
{{ measure('actionable_feedback_share', ['quarter', 'r12'], 'actionable_count', 'comment_count', persons='commented_count', grid='commented_360',
    moments=['commented_count', 'actionable_count', 'comment_count', 'actionable_actionable', 'actionable_comment', 'comment_comment'], dimensions=['cycle']) }}
