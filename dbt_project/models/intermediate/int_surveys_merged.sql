with surveys as (

    select
        source,
        survey_id,
        name,
        kind,
        programme_id,
        opened_on,
        closed_on,
        kind in ('engagement', 'pulse') as is_listening
    from {{ kept('stg_survey__surveys') }}

)

select
    source,
    survey_id,
    name,
    kind,
    programme_id,
    opened_on,
    closed_on,
    is_listening,
    case when is_listening then min(case when is_listening then opened_on end) over (partition by closed_on) end as period_start,
    case when is_listening then closed_on end as period_end,
    is_listening and count(case when is_listening then 1 end) over (partition by closed_on) > 1 as is_merged
from surveys
