-- What: where a source states a contract active, on leave or future though its last day has passed, sources.yaml says which of the two counts.
-- When it matters: each such contract is a leaver or is not; turnover, headcount and retention all move with the answer, so nobody guesses it.
-- What to do: ask HR what the status means, then write under the source in sources.yaml
--     rules: {active_with_exit_date: exit_date_wins}   (the person has left)   or   status_wins   (the person is still here).
select
    source,
    count(*) as contract_count
from {{ ref('int_employment_spells_decided') }}
where is_active_with_exit_date and active_with_exit_date_choice is null
group by source
