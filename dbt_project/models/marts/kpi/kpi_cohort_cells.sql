with cells as (

    {{ all_cells(['r12']) }}

),

cohorts as (

    select distinct
        period_end,
        {{ add_days('period_start', -1) }} as cohort_on
    from cells

),

measured as (

    select
        cohorts.period_end,
        tree.ancestor_id as org_unit_id,
        count(*) as person_count,
        sum(case when spells.last_day_on is null or spells.last_day_on >= cohorts.period_end then 1 else 0 end) as stayer_count
    from cohorts
    inner join {{ ref('fct_employment_segments') }} as segments
        on cohorts.cohort_on >= segments.segment_from
        and cohorts.cohort_on < segments.segment_to
    inner join {{ ref('fct_employment_spells') }} as spells
        on segments.person_key = spells.person_key
        and segments.spell_number = spells.spell_number
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on cohorts.period_end = tree.tree_on
        and segments.org_unit_id = tree.org_unit_id
    group by cohorts.period_end, tree.ancestor_id

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.period_start,
    -- The cohort stands at the end of the day before the window: that day must lie in the known history too.
    cells.is_complete and cells.period_start > cells.history_start as is_complete,
    cast(coalesce(measured.person_count, 0) as bigint) as person_count,
    cast(coalesce(measured.stayer_count, 0) as bigint) as stayer_count
from cells
left join measured
    on cells.period_end = measured.period_end
    and cells.org_unit_id = measured.org_unit_id
