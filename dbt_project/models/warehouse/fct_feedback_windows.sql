with ranked as (

    select
        windows.period_type,
        windows.period_end,
        rounds.cycle_id,
        rounds.person_key,
        rounds.org_unit_id,
        rounds.compared_count,
        rounds.self_micro,
        rounds.others_micro,
        rounds.comment_count,
        rounds.actionable_comment_count,
        row_number() over (
            partition by windows.period_type, windows.period_end, rounds.person_key
            order by rounds.closed_on desc nulls last, rounds.cycle_id desc nulls last
        ) as last_first
    from {{ ref('fct_feedback_rounds') }} as rounds
    inner join {{ ref('dim_periods') }} as windows
        on rounds.closed_on between windows.period_start and windows.period_end
        and windows.period_type in ('quarter', 'r12')

)

select
    period_type,
    period_end,
    cycle_id,
    person_key,
    org_unit_id,
    compared_count,
    self_micro,
    others_micro,
    comment_count,
    actionable_comment_count,
    last_first = 1 as is_last
from ranked
