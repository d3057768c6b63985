with versions as (

    select
        positions.source,
        positions.position_id,
        positions.valid_from,
        coalesce(positions.valid_to, {{ far_future() }}) as stated_to,
        lead(positions.valid_from) over (partition by positions.source, positions.position_id order by positions.valid_from nulls last) as next_from,
        positions.withdrawn_on,
        positions.org_unit_id,
        positions.job_id,
        positions.job_title,
        positions.job_family,
        positions.is_critical
    from {{ kept('stg_hris__positions') }} as positions

)

select
    versions.source,
    versions.position_id,
    versions.valid_from,
    -- A version holds until its stated end, the next one, or the day the position is given up.
    least(versions.stated_to, coalesce(versions.next_from, {{ far_future() }}), coalesce(versions.withdrawn_on, {{ far_future() }})) as valid_to,
    coalesce(units.org_unit_id, 'company') as org_unit_id,
    versions.job_id,
    versions.job_title,
    versions.job_family,
    versions.is_critical
from versions
left join {{ ref('dim_org_units') }} as units
    on versions.org_unit_id = units.org_unit_id
where least(versions.stated_to, coalesce(versions.next_from, {{ far_future() }}), coalesce(versions.withdrawn_on, {{ far_future() }})) > versions.valid_from
