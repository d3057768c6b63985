{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_employment_segments': ['segment_from', 'segment_to']}}) }}
with cells as (

    {{ all_cells(['r12'], by_person=true) }}

),

cohorts as (

    select distinct
        period_end,
        {{ add_days('period_start', -1) }} as cohort_on
    from cells

),

employed as (

    select
        'r12' as period_type,
        cohorts.period_end,
        segments.person_key,
        segments.org_unit_id,
        spells.last_day_on is null or spells.last_day_on >= cohorts.period_end as is_stayer
    from cohorts
    inner join {{ ref('fct_employment_segments') }} as segments
        on cohorts.cohort_on >= segments.segment_from
        and cohorts.cohort_on < segments.segment_to
    inner join {{ ref('fct_employment_spells') }} as spells
        on segments.person_key = spells.person_key
        and segments.spell_number = spells.spell_number

),

members as (

    {{ cell_members('employed') }}

),

measured as (

    select
        period_end,
        org_unit_id,
        dimension,
        category,
        count(*) as person_count,
        sum(case when is_stayer then 1 else 0 end) as stayer_count
    from members
    group by period_end, org_unit_id, dimension, category

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    -- The cohort stands at the end of the day before the window: that day must lie in the known history too.
    cells.is_complete and cells.period_start > cells.history_start as is_complete,
    cast(coalesce(measured.person_count, 0) as bigint) as person_count,
    cast(coalesce(measured.stayer_count, 0) as bigint) as stayer_count
from cells
left join measured
    on cells.period_end = measured.period_end
    and cells.org_unit_id = measured.org_unit_id
    and cells.dimension = measured.dimension
    and cells.category = measured.category
