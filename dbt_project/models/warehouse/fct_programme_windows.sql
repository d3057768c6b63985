with scores as (

    select
        responses.programme_id,
        responses.run_id,
        responses.person_key,
        {%- for index_id in ['reaction', 'application', 'self_applied', 'self_results'] %}
        max(case when scores.index_id = '{{ index_id }}' then scores.score_micro end) as {{ index_id }}_micro,
        max(case when scores.index_id = '{{ index_id }}' then scores.answered_count end) as {{ index_id }}_answered,
        max(case when scores.index_id = '{{ index_id }}' then scores.favourable_count end) as {{ index_id }}_favourable{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('fct_programme_responses') }} as responses
    inner join {{ ref('fct_survey_index_scores') }} as scores
        on responses.survey_id = scores.survey_id
        and responses.person_key = scores.person_key
        and (responses.survey_kind = 'reaction') = (scores.index_id = 'reaction')
    where responses.is_eligible
    group by responses.programme_id, responses.run_id, responses.person_key

),

participations as (

    select
        runs.programme_id,
        runs.run_id,
        runs.person_key,
        runs.org_unit_id,
        runs.last_learnt_on,
        {{ add_days('runs.last_learnt_on', var('follow_up_to_days')) }} as followed_on,
        case when runs.timed_record_count = runs.record_count then runs.minutes end as minutes,
        scores.reaction_micro,
        coalesce(scores.reaction_answered, 0) as reaction_answered,
        coalesce(scores.reaction_favourable, 0) as reaction_favourable,
        coalesce(scores.application_answered > 0, false) as is_followed,
        coalesce(scores.application_favourable > 0, false) as has_applied,
        {%- for index_id in ['self_applied', 'self_results'] %}
        coalesce(scores.{{ index_id }}_answered, 0) as {{ index_id }}_count,
        coalesce(scores.{{ index_id }}_favourable, 0) as {{ index_id }}_favourable{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('fct_programme_participations') }} as runs
    left join scores
        on runs.programme_id = scores.programme_id
        and runs.run_id = scores.run_id
        and runs.person_key = scores.person_key
    where runs.has_attended

),

placed as (

    select
        stages.stage,
        windows.period_type,
        windows.period_end,
        participations.*,
        -- One unit a person and window: that of the last participation in it.
        first_value(participations.org_unit_id) over (
            partition by stages.stage, windows.period_type, windows.period_end, participations.person_key
            order by participations.last_learnt_on desc nulls last, participations.programme_id nulls last, participations.run_id nulls last
        ) as unit_of_last
    from participations
    cross join (select 'reaction' as stage union all select 'follow_up' as stage) as stages
    inner join {{ ref('dim_periods') }} as windows
        on case when stages.stage = 'reaction' then participations.last_learnt_on else participations.followed_on end
            between windows.period_start and windows.period_end
        and windows.period_type in ('quarter', 'r12')

)

select
    stage,
    period_type,
    period_end,
    programme_id,
    person_key,
    unit_of_last as org_unit_id,
    cast(count(*) as integer) as participation_count,
    cast(sum(coalesce(minutes, 0)) as bigint) as minutes,
    cast(count(reaction_micro) as integer) as reacted_count,
    cast(sum(coalesce(reaction_micro, 0)) as bigint) as reaction_micro,
    cast(sum(reaction_answered) as integer) as reaction_answer_count,
    cast(sum(reaction_favourable) as integer) as reaction_favourable_count,
    cast(sum(case when is_followed then 1 else 0 end) as integer) as followed_count,
    cast(sum(case when is_followed and has_applied then 1 else 0 end) as integer) as applied_count,
    cast(sum(case when is_followed and minutes is not null then 1 else 0 end) as integer) as followed_timed_count,
    cast(sum(case when is_followed then coalesce(minutes, 0) else 0 end) as bigint) as followed_minutes,
    cast(sum(case when is_followed and not has_applied then coalesce(minutes, 0) else 0 end) as bigint) as unapplied_minutes,
    cast(sum(self_applied_count) as integer) as self_applied_count,
    cast(sum(self_applied_favourable) as integer) as self_applied_favourable,
    cast(sum(self_results_count) as integer) as self_results_count,
    cast(sum(self_results_favourable) as integer) as self_results_favourable
from placed
group by stage, period_type, period_end, programme_id, person_key, unit_of_last
