with delivered_units as (

    select
        org_unit_id,
        coalesce(valid_from, cast('1900-01-01' as date)) as valid_from,
        parent_org_unit_id,
        known_on,
        file_name,
        row_number
    from {{ kept('stg_hris__org_units') }}

),

-- A unit that people sit in but no list of units names hangs under the company.
units as (

    select * from delivered_units

    union all

    select distinct
        assignments.org_unit_id,
        cast('1900-01-01' as date) as valid_from,
        cast(null as {{ dbt.type_string() }}) as parent_org_unit_id,
        cast(null as date) as known_on,
        cast(null as {{ dbt.type_string() }}) as file_name,
        cast(null as bigint) as row_number
    from {{ kept('stg_hris__job_assignments') }} as assignments
    where assignments.org_unit_id not in (select org_unit_id from delivered_units)

),

days as (

    select distinct period_end as tree_on from {{ ref('int_periods_listed') }}

),

versions as (

    select
        days.tree_on,
        units.org_unit_id,
        units.parent_org_unit_id,
        -- The version in force; before the first, the first; after closing, the last.
        row_number() over (
            partition by days.tree_on, units.org_unit_id
            order by
                case when units.valid_from <= days.tree_on then 0 else 1 end nulls last,
                case when units.valid_from <= days.tree_on then {{ days_between('units.valid_from', 'days.tree_on') }} end nulls last,
                units.valid_from nulls last, units.known_on desc nulls last, units.file_name desc nulls last, units.row_number desc nulls last
        ) as version_rank
    from days
    cross join units

),

parents as (

    select
        versions.tree_on,
        versions.org_unit_id,
        coalesce(known.org_unit_id, 'company') as parent_id
    from versions
    left join (select distinct org_unit_id from units) as known
        on versions.parent_org_unit_id = known.org_unit_id
    where versions.version_rank = 1

),

level_0 as (

    -- child_id is the step below the ancestor on the way to the unit; the ancestor itself for its direct staff.
    select tree_on, org_unit_id, org_unit_id as ancestor_id, org_unit_id as child_id, org_unit_id as path, 0 as distance from parents
    union all
    select tree_on, 'company', 'company', 'company', 'company', 0 from days

){% for level in range(1, var('org_tree_depth') + 1) %},

level_{{ level }} as (

    select
        below.tree_on,
        below.org_unit_id,
        parents.parent_id as ancestor_id,
        below.ancestor_id as child_id,
        concat(parents.parent_id, '/', below.path) as path,
        {{ level }} as distance
    from level_{{ level - 1 }} as below
    inner join parents
        on below.tree_on = parents.tree_on
        and below.ancestor_id = parents.org_unit_id

){% endfor %}

{% for level in range(0, var('org_tree_depth') + 1) -%}
select tree_on, org_unit_id, ancestor_id, child_id, path, distance from level_{{ level }}
{{ 'union all' if not loop.last }}
{% endfor %}
