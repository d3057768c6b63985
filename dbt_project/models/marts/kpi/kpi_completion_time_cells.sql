{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_completion_times': 'enrolled_on'}}) }}
with cells as (

    {{ all_cells(['r12']) }}

),

in_windows as (

    select
        windows.period_type,
        windows.period_end,
        windows.has_dimensions,
        times.person_key,
        times.course_id,
        tree.ancestor_id as org_unit_id,
        tree.ancestor_level,
        times.days,
        times.fate
    from {{ ref('fct_completion_times') }} as times
    inner join {{ ref('dim_periods') }} as windows
        on times.enrolled_on between windows.period_start and windows.period_end
        and windows.period_type = 'r12'
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on windows.period_end = tree.tree_on
        and times.org_unit_id = tree.org_unit_id

),

followed as (

    select period_type, period_end, org_unit_id, 'all' as dimension, 'all' as category, person_key, days, fate
    from in_windows

    union all

    select windows.period_type, windows.period_end, windows.org_unit_id, 'programme', courses.programme_id, windows.person_key, windows.days, windows.fate
    from in_windows as windows
    inner join {{ ref('brg_programme_courses') }} as courses
        on windows.course_id = courses.course_id
    where windows.has_dimensions and windows.ancestor_level <= 1

),

totals as (

    select
        period_type, period_end, org_unit_id, dimension, category,
        count(distinct person_key) as person_count,
        count(*) as enrollment_count,
        sum(case when fate = 'completed' then 1 else 0 end) as completed_count
    from followed
    group by period_type, period_end, org_unit_id, dimension, category

),

{{ incidence_median('followed', ['period_type', 'period_end', 'org_unit_id', 'dimension', 'category'], time='days', event="fate = 'completed'", competing="fate in ('withdrawn', 'left')") }},

listed as (

    select period_type, period_end, org_unit_id, dimension, category, period_start, is_complete from cells

    union all

    select cells.period_type, cells.period_end, cells.org_unit_id, 'programme', programmes.programme_id, cells.period_start, cells.is_complete
    from cells
    inner join {{ ref('dim_periods') }} as periods
        on cells.period_type = periods.period_type
        and cells.period_end = periods.period_end
        and periods.has_dimensions
    inner join (select distinct tree_on, ancestor_id from {{ ref('brg_org_unit_ancestors') }} where ancestor_level <= 1) as units
        on cells.period_end = units.tree_on
        and cells.org_unit_id = units.ancestor_id
    cross join {{ ref('dim_programmes') }} as programmes

)

select
    listed.*,
    cast(coalesce(totals.person_count, 0) as bigint) as person_count,
    cast(coalesce(totals.enrollment_count, 0) as bigint) as enrollment_count,
    cast(coalesce(totals.completed_count, 0) as bigint) as completed_count,
    medians.median_time as median_days
from listed
{%- for joined in ['totals', 'medians'] %}
left join {{ joined }}
    on listed.period_type = {{ joined }}.period_type
    and listed.period_end = {{ joined }}.period_end
    and listed.org_unit_id = {{ joined }}.org_unit_id
    and listed.dimension = {{ joined }}.dimension
    and listed.category = {{ joined }}.category
{%- endfor %}
