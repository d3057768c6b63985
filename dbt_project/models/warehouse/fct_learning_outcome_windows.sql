{{ config(meta={'by_window': {'fct_learning_outcomes': 'occurred_on'}}) }}
with windows as (

    select period_type, period_start, period_end
    from {{ ref('dim_periods') }}
    where period_type in ('quarter', 'year', 'r12')

),

-- Enrolments and records of everybody are counted elsewhere; here they are needed by programme only.
by_dimension as (

    select outcomes.*, 'all' as dimension, 'all' as category
    from {{ ref('fct_learning_outcomes') }} as outcomes
    where outcomes.outcome not in ('enrolled', 'taken')

    union all

    select outcomes.*, 'programme' as dimension, courses.programme_id as category
    from {{ ref('fct_learning_outcomes') }} as outcomes
    inner join {{ ref('brg_programme_courses') }} as courses
        on outcomes.course_id = courses.course_id

),

placed as (

    select
        windows.period_type,
        windows.period_end,
        events.outcome,
        events.dimension,
        events.category,
        events.person_key,
        events.org_unit_id,
        events.numerator,
        events.denominator,
        events.is_known,
        row_number() over (
            partition by windows.period_type, windows.period_end, events.outcome, events.dimension, events.category, events.person_key
            order by events.occurred_on desc nulls last, events.org_unit_id nulls last
        ) as last_first
    from by_dimension as events
    inner join windows
        on events.occurred_on between windows.period_start and windows.period_end

)

select
    outcome,
    period_type,
    period_end,
    dimension,
    category,
    person_key,
    -- RULE-13: the person and all that is counted of it, in the unit of the last event.
    max(case when last_first = 1 then org_unit_id end) as org_unit_id,
    cast(sum(case when is_known then numerator else 0 end) as bigint) as numerator,
    cast(sum(case when is_known then denominator else 0 end) as bigint) as denominator,
    cast(sum(case when is_known then 1 else 0 end) as bigint) as known_count,
    cast(sum(case when is_known then 0 else 1 end) as bigint) as unknown_count
from placed
group by outcome, period_type, period_end, dimension, category, person_key
