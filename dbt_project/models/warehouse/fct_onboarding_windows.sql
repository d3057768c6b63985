-- The hire that a response is about: the last one before it.
with hires as (

    select
        scores.survey_id,
        scores.person_key,
        scores.org_unit_id,
        scores.score_micro,
        scores.responded_on,
        spells.started_on,
        row_number() over (
            partition by scores.survey_id, scores.person_key order by spells.started_on desc nulls last
        ) as last_first
    from {{ ref('fct_survey_index_scores') }} as scores
    inner join {{ ref('fct_employment_spells') }} as spells
        on scores.person_key = spells.person_key
        and spells.started_on <= scores.responded_on
    where scores.survey_kind = 'onboarding' and scores.index_id = 'onboarding' and scores.score_micro is not null

),

-- One opinion a person and hire, the last one within the first weeks.
opinions as (

    select
        hires.*,
        row_number() over (
            partition by person_key, started_on order by responded_on desc nulls last, survey_id desc nulls last
        ) as latest_first
    from hires
    where
        last_first = 1
        and {{ days_between('started_on', 'responded_on') }} <= {{ var('onboarding_survey_days') }}

)

select
    windows.period_type,
    windows.period_end,
    opinions.person_key,
    substring(cast(opinions.started_on as {{ dbt.type_string() }}), 1, 7) as hired_in,
    opinions.started_on,
    opinions.org_unit_id,
    opinions.score_micro,
    row_number() over (
        partition by windows.period_type, windows.period_end, opinions.person_key order by opinions.started_on desc nulls last
    ) = 1 as is_last
from opinions
inner join {{ ref('dim_periods') }} as windows
    on opinions.started_on between windows.period_start and windows.period_end
    and windows.period_type in ('quarter', 'r12')
where opinions.latest_first = 1
