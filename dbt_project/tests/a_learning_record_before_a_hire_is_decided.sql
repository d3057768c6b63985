-- What: where learning records are dated before the person's first day, the source's rules say that they are left out.
-- When it matters: the records may be pre-boarding, or the HRIS may have lost an earlier contract; the first belongs to no unit, the
-- second makes a false hire. A source that says `refuse` wants to be asked every time.
-- What to do: look at the records in int_learning_records_placed. If they are pre-boarding, write under the source in sources.yaml
--     rules: {learning_before_hire: exclude}
-- otherwise have the earlier contract exported and deliver again.
select
    source,
    before_hire_choice as choice,
    count(*) as record_count,
    min(occurred_on) as first_occurred_on,
    max(occurred_on) as last_occurred_on
from {{ ref('int_learning_records_placed') }}
where excluded_because_before_hire and coalesce(before_hire_choice, 'refuse') = 'refuse'
group by source, before_hire_choice
