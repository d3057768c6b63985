{#- Whoever is there now is expected of the newest rolling year, whichever that is. -#}
{{ config(meta={'by_window': none}) }}
with cells as (

    {{ all_cells(['r12']) }}

),

newest as (

    select max(period_end) as period_end from {{ ref('dim_periods') }} where period_type = 'r12' and is_complete

),

months as (

    select
        hazards.org_unit_id,
        cast(positions.position as integer) as tenure_month,
        hazards.hazard,
        first_value(hazards.hazard) over (partition by hazards.org_unit_id order by positions.position desc nulls last) as last_hazard
    from {{ ref('exit_hazards') }} as hazards
    inner join ({{ positions(1200) }}) as positions
        on positions.position >= hazards.tenure_month
        and positions.position < hazards.tenure_month + hazards.band_months

),

-- Who is in a month of tenure leaves within a year unless the next twelve months are stayed through; the last hazard seen goes on.
risks as (

    select
        org_unit_id,
        tenure_month,
        1 - (
            {%- for step in range(1, 13) %}
            (1 - coalesce(lead(hazard, {{ step }}) over (partition by org_unit_id order by tenure_month nulls last), last_hazard)){{ ' *' if not loop.last }}
            {%- endfor %}
        ) as leaving_share
    from months

),

divisions as (

    select tree_on, org_unit_id, ancestor_id as division_id
    from {{ ref('brg_org_unit_ancestors') }}
    where ancestor_level = 1

),

placed as (

    select
        newest.period_end,
        segments.person_key,
        segments.org_unit_id,
        divisions.division_id,
        {{ tenure_month_of(days_between('segments.service_started_on', 'newest.period_end')) }} as tenure_month
    from newest
    inner join {{ ref('fct_employment_segments') }} as segments
        on newest.period_end >= segments.segment_from
        and newest.period_end < segments.segment_to
    left join divisions
        on newest.period_end = divisions.tree_on
        and segments.org_unit_id = divisions.org_unit_id

),

staff as (

    select
        placed.period_end,
        placed.person_key,
        placed.org_unit_id,
        -- Whole millionths, so that the sum over people does not depend on their order.
        {{ rounded('1000000 * coalesce(own.leaving_share, pooled.leaving_share)') }} as leaving_millionths
    from placed
    left join risks as own
        on placed.division_id = own.org_unit_id
        and placed.tenure_month = own.tenure_month
    left join risks as pooled
        on pooled.org_unit_id = 'company'
        and placed.tenure_month = pooled.tenure_month

),

measured as (

    select
        staff.period_end,
        tree.ancestor_id as org_unit_id,
        count(*) as person_count,
        count(staff.leaving_millionths) as known_count,
        sum(staff.leaving_millionths) as leaving_millionths
    from staff
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on staff.period_end = tree.tree_on
        and staff.org_unit_id = tree.org_unit_id
        and tree.ancestor_level <= 1
    group by staff.period_end, tree.ancestor_id

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    cells.followed_to,
    cast(coalesce(measured.person_count, 0) as bigint) as person_count,
    cast(coalesce(measured.known_count, 0) as bigint) as known_count,
    cast(measured.leaving_millionths as bigint) as leaving_millionths
from cells
left join measured
    on cells.period_end = measured.period_end
    and cells.org_unit_id = measured.org_unit_id
