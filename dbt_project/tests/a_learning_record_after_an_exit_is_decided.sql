-- What: where learning records are dated after the person's last day, the source's rules say that they are left out.
-- When it matters: the records may be late registrations, or the exit may be wrong, or the person mismatched; the first costs hours of
-- learning, the others make false leavers. A source that says `refuse` wants to be asked every time.
-- What to do: look at the records in int_learning_records_placed. If they are what they seem, write under the source in sources.yaml
--     rules: {learning_after_exit: exclude}
-- otherwise correct the last day or the match in the source and deliver again.
select
    source,
    after_exit_choice as choice,
    count(*) as record_count,
    min(occurred_on) as first_occurred_on,
    max(occurred_on) as last_occurred_on
from {{ ref('int_learning_records_placed') }}
where excluded_because_after_exit and coalesce(after_exit_choice, 'refuse') = 'refuse'
group by source, after_exit_choice
