-- The published KPI values: what was told before, as it was told, and what this release adds to it.
-- Belongs here: which revision of a cell is the latest, and why. What may be told anew is decided in blocked.sql, `held` here.
with compared as (

    select
        fresh.*,
        frozen.revision as last_revision,
        frozen.is_told as was_told,
        frozen.value as last_value,
        frozen.period_end is not null as is_frozen,
        frozen.period_end is null and window_frozen.period_end is not null as is_late,
        held.period_end is not null as is_held,
        fresh.tells is distinct from frozen.tells as is_other,
        frozen.is_told and raised.metric_id is not null
            and fresh.suppression_reason in ('small_group', 'parent_withheld', 'complement', 'time_difference') as is_withdrawn,
        frozen.is_told and fresh.suppression_reason = 'level' as is_too_deep
    from fresh
    left join frozen using (metric_id, period_type, period_end, org_unit_id, dimension, category)
    left join (select distinct metric_id, period_type, period_end from frozen) as window_frozen
        using (metric_id, period_type, period_end)
    left join held using (metric_id, period_type, period_end, org_unit_id, dimension, category)
    left join raised using (metric_id)

),

decided as (

    select
        *,
        case
            when not is_frozen and is_late and is_complete then case when is_told and not is_held then 'told_late' else 'late' end
            when not is_frozen then case when is_told and is_held then 'withheld' else 'first' end
            when is_withdrawn then 'policy'
            when is_too_deep then 'level'
            when not is_other or not is_complete or is_held then 'as_before'
            when is_told then 'told_anew'
            -- Open figures follow what is known, down to nothing; what else was told stays told.
            when is_open and was_told then 'told_anew'
            else 'as_before'
        end as decision
    from compared

),

withdrawn as (

    select metric_id, period_type, period_end, org_unit_id, dimension, category, decision as reason
    from decided where decision in ('policy', 'level')

),

superseded as (

    select metric_id, period_type, period_end, org_unit_id, dimension, category
    from decided where decision in ('policy', 'level', 'told_anew')

),

kept as (

    select
        before.metric_id, before.period_type, before.period_end, before.org_unit_id, before.dimension, before.category, before.revision,
        before.period_start,
        case when withdrawn.reason is null then before.value end as value,
        case when withdrawn.reason is null then before.numerator end as numerator,
        case when withdrawn.reason is null then before.denominator end as denominator,
        case when withdrawn.reason is null then before.ci_low end as ci_low,
        case when withdrawn.reason is null then before.ci_high end as ci_high,
        case when withdrawn.reason is null then before.completeness end as completeness,
        case when withdrawn.reason is null then before.interval_method end as interval_method,
        withdrawn.reason is not null or before.is_suppressed as is_suppressed,
        coalesce(withdrawn.reason, before.suppression_reason) as suppression_reason,
        before.is_latest and superseded.metric_id is null as is_latest,
        case when withdrawn.reason is null then before.previous_value end as previous_value,
        before.restated_in,
        before.restatement_cause
    from before
    semi join frozen using (metric_id, period_type, period_end, org_unit_id, dimension, category)
    left join withdrawn using (metric_id, period_type, period_end, org_unit_id, dimension, category)
    left join superseded using (metric_id, period_type, period_end, org_unit_id, dimension, category)

),

causes as (

    select quantities.metric_id, period_type, period_end, org_unit_id, max(cause = 'correction') as is_correction, max(cause = 'late_delivery') as is_late
    from quantity_causes inner join quantities using (quantity)
    group by all

),

added as (

    select
        decided.*,
        decision in ('withheld', 'late', 'policy', 'level') as is_blank,
        case decision when 'withheld' then 'time_difference' when 'late' then 'no_data' when 'policy' then 'policy' when 'level' then 'level' end as blank_reason,
        case decision when 'told_late' then 1 when 'first' then 0 when 'withheld' then 0 when 'late' then 0 else last_revision + 1 end as next_revision,
        case
            when decision = 'policy' then 'definition'
            when decision = 'level' then 'reorganisation'
            when told_as.definition <> metric.definition_hash then 'definition'
            when causes.is_correction then 'correction'
            when causes.is_late or decision = 'told_late' then 'late_delivery'
            when causes.metric_id is not null then 'reorganisation'
            else 'correction'
        end as cause
    from decided
    inner join metric using (metric_id)
    left join causes using (metric_id, period_type, period_end, org_unit_id)
    left join told_as using (metric_id, period_type, period_end, org_unit_id, dimension, category)
    where decision <> 'as_before'
    union all by name
    -- What was known of a late cell when its window was frozen: nothing.
    select decided.*, true as is_blank, 'no_data' as blank_reason, 0 as next_revision, null as cause
    from decided where decision = 'told_late'

)

select * from kept
union all by name
select
    metric_id, period_type, period_end, org_unit_id, dimension, category,
    cast(next_revision as integer) as revision,
    period_start,
    case when not is_blank then value end as value,
    case when not is_blank then numerator end as numerator,
    case when not is_blank then denominator end as denominator,
    case when not is_blank then ci_low end as ci_low,
    case when not is_blank then ci_high end as ci_high,
    case when not is_blank then completeness end as completeness,
    case when not is_blank then interval_method end as interval_method,
    is_blank or is_suppressed as is_suppressed,
    case when is_blank then coalesce(case when decision = 'late' then suppression_reason end, blank_reason) else suppression_reason end as suppression_reason,
    not (decision = 'told_late' and next_revision = 0) as is_latest,
    case when next_revision > 0 and not is_blank then last_value end as previous_value,
    case when next_revision > 0 then getvariable('as_of') end as restated_in,
    case when next_revision > 0 then cause end as restatement_cause
from added
