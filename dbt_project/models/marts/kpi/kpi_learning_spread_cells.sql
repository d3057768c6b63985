with cells as (

    {{ all_cells(['quarter', 'year', 'r12']) }}

),

-- Those employed on every day of the window, with all they learnt in it, in the unit of the last day.
people as (

    select
        windows.period_type,
        windows.period_end,
        windows.person_key,
        max(case when windows.is_last_unit then windows.org_unit_id end) as org_unit_id,
        max(windows.window_minutes) as minutes,
        max(windows.window_record_count) as record_count,
        max(windows.window_timed_record_count) as timed_record_count
    from {{ ref('fct_person_windows') }} as windows
    inner join {{ ref('dim_periods') }} as periods
        on windows.period_type = periods.period_type
        and windows.period_end = periods.period_end
        and periods.period_type in ('quarter', 'year', 'r12')
    group by windows.period_type, windows.period_end, windows.person_key, periods.calendar_days
    having sum(windows.person_days) = periods.calendar_days

),

in_subtrees as (

    select
        people.period_type,
        people.period_end,
        tree.ancestor_id as org_unit_id,
        people.minutes,
        count(*) as person_count,
        sum(people.record_count) as record_count,
        sum(people.timed_record_count) as timed_record_count
    from people
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on people.period_end = tree.tree_on
        and people.org_unit_id = tree.org_unit_id
    group by people.period_type, people.period_end, tree.ancestor_id, people.minutes

),

-- People who learnt equally long stand together, so that the sum needs no order among them.
ranked as (

    select
        in_subtrees.*,
        coalesce(sum(person_count) over (
            partition by period_type, period_end, org_unit_id order by minutes nulls last
            rows between unbounded preceding and 1 preceding
        ), 0) as shorter_count,
        sum(person_count) over (partition by period_type, period_end, org_unit_id) as all_count
    from in_subtrees

),

measured as (

    select
        period_type,
        period_end,
        org_unit_id,
        sum(person_count) as person_count,
        sum(record_count) as record_count,
        sum(timed_record_count) as timed_record_count,
        sum(cast(minutes as decimal(38, 0)) * person_count) as minutes,
        -- Over ranks i from the shortest: the sum of (2i - n - 1) x minutes.
        sum(cast(minutes as decimal(38, 0)) * person_count * (2 * shorter_count + person_count - all_count)) as ranked_minutes
    from ranked
    group by period_type, period_end, org_unit_id

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    cast(coalesce(measured.person_count, 0) as bigint) as person_count,
    cast(coalesce(measured.record_count, 0) as bigint) as record_count,
    cast(coalesce(measured.timed_record_count, 0) as bigint) as timed_record_count,
    cast(coalesce(measured.minutes, 0) as decimal(38, 0)) as minutes,
    cast(coalesce(measured.ranked_minutes, 0) as decimal(38, 0)) as ranked_minutes
from cells
left join measured
    on cells.period_type = measured.period_type
    and cells.period_end = measured.period_end
    and cells.org_unit_id = measured.org_unit_id
