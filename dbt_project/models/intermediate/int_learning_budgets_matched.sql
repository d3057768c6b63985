with units as (

    {{ scoped_units() }}

),

budgets as (

    select
        budgets.*,
        people.person_key
    from {{ kept('stg_lms__learning_time_budgets') }} as budgets
    left join {{ ref('int_people_matched') }} as people
        on budgets.source = people.source
        and budgets.source_person_key = people.source_person_key

)

select
    segments.person_key,
    budgets.source,
    budgets.budget_id,
    segments.org_unit_id,
    greatest(segments.segment_from, budgets.budgeted_from) as budgeted_from,
    least(segments.segment_to, budgets.budgeted_to) as budgeted_to,
    budgets.minutes,
    {{ days_between('budgets.budgeted_from', 'budgets.budgeted_to') }} as budget_days
from budgets
inner join {{ ref('int_employment_segments_cut') }} as segments
    on budgets.budgeted_from < segments.segment_to
    and budgets.budgeted_to > segments.segment_from
    -- A budget of somebody nobody knows is nobody's, not everybody's.
    and (budgets.source_person_key is null or budgets.person_key = segments.person_key)
left join units
    on budgets.org_unit_id = units.org_unit_id
    and segments.org_unit_id = units.member_id
where {{ in_scope('budgets', 'segments', 'units') }}
