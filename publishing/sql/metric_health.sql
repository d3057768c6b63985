-- What every metric needs, and what was delivered of it: one row a metric, use and source column, and one for the plausibility of its values.
-- Belongs here: rounding and words. Which column a metric needs stands in the catalogue (the registered table `wanted`), the state of a column in
-- marts.field_health; {k} is the smallest number of rows that a share may speak of.
with found as (

    select
        wanted.metric_id,
        wanted.needed_for,
        wanted.alternative,
        wanted.source_field,
        health.source_table,
        health.sources,
        coalesce(health.is_delivered, false) as is_delivered,
        cast(floor(coalesce(health.rows_in_force, 0) / 10) * 10 as bigint) as row_count,
        health.rows_in_force,
        health.rows_missing,
        case
            when health.rows_needed > 0 and (health.rows_missing = 0 or health.rows_missing >= {k})
                and (health.rows_missing = health.rows_needed or health.rows_needed - health.rows_missing >= {k})
                then round(100 * health.share_missing) / 100
        end as share_missing,
        health.empty_means,
        health.needed_with,
        coalesce(health.state, 'unavailable') as state,
        case coalesce(health.state, 'unavailable') when 'ok' then 0 when 'degraded' then 1 else 2 end as badness
    from wanted
    left join warehouse.marts.field_health as health using (source_field)

),

-- Of columns that serve for each other the best one speaks; of all that a use needs the worst.
served as (

    select metric_id, needed_for, alternative, min(badness) as badness, count(*) as choices
    from found
    group by all

),

judged as (

    select
        metric_id,
        needed_for,
        case max(badness) when 0 then 'ok' when 1 then 'degraded' else 'unavailable' end as use_state
    from served
    group by all

),

-- Of units as a whole: a category can be as odd as its name (leavers of the first year of tenure outnumber those who are in it).
outside as (

    select
        kpi_values.metric_id,
        count(kpi_values.value) as values_published,
        count(case when kpi_values.value < ranges.range_low or kpi_values.value > ranges.range_high then 1 end) as values_outside,
        case
            when ranges.range_high is null then printf('below %g', ranges.range_low)
            when ranges.range_low is null then printf('above %g', ranges.range_high)
            else printf('outside %g to %g', ranges.range_low, ranges.range_high)
        end as beyond
    from kpi_values
    inner join (select distinct metric_id, range_low, range_high from wanted) as ranges using (metric_id)
    where kpi_values.is_latest and kpi_values.dimension = 'all' and (ranges.range_low is not null or ranges.range_high is not null)
    group by kpi_values.metric_id, ranges.range_low, ranges.range_high

)

select
    found.metric_id,
    found.needed_for,
    found.source_field,
    coalesce(found.source_table, regexp_extract(found.source_field, '^[^.]+[.][^.]+')) as source_table,
    found.sources,
    found.is_delivered,
    found.row_count,
    found.share_missing,
    found.state,
    judged.use_state,
    found.state || ': ' || case
        when not found.is_delivered
            then 'needs ' || coalesce(found.source_table, regexp_extract(found.source_field, '^[^.]+[.][^.]+')) || ', which no source delivers'
        when found.rows_in_force = 0 then found.source_table || ' is delivered without a row that counts'
        when found.state = 'unavailable' then found.source_field || ' is never filled'
        when found.state = 'degraded' and found.empty_means is not null
            then 'no row of ' || found.source_field || ' is filled (empty means ' || found.empty_means || '); is the export complete?'
        when found.empty_means is not null then 'where ' || found.source_field || ' is empty: ' || found.empty_means
        when found.rows_missing = 0 then found.source_field || ' is complete'
        when found.share_missing is null then 'part of ' || found.source_field || ' is missing'
        when found.share_missing = 0 then 'less than 1 % of ' || found.source_field || ' is missing'
        else printf('%d %% of ', cast(100 * found.share_missing as integer)) || found.source_field || ' is missing'
            || coalesce(' where ' || found.needed_with || ' is filled', '')
    end || case when found.state <> 'ok' and served.badness < found.badness then '; another column serves instead' else '' end as explanation
from found
inner join served using (metric_id, needed_for, alternative)
inner join judged using (metric_id, needed_for)

union all

select
    metric_id,
    'plausibility' as needed_for,
    'kpi_values.value' as source_field,
    'kpi_values' as source_table,
    cast(null as varchar) as sources,
    true as is_delivered,
    cast(floor(values_published / 10) * 10 as bigint) as row_count,
    cast(null as double) as share_missing,
    case when values_outside > 0 then 'doubtful' else 'ok' end as state,
    case when values_outside > 0 then 'doubtful' else 'ok' end as use_state,
    case
        when values_outside > 0 then printf('doubtful: %d of %d published values lie ', values_outside, values_published) || beyond
        else 'ok: no published value lies ' || beyond
    end as explanation
from outside
