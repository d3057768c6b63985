with windows as (

    select period_type, period_start, period_end from {{ ref('dim_periods') }} where period_type = 'r12'

),

hires as (

    select
        *,
        {{ add_days('started_on', 'exit_day - 1') }} as left_on
    from {{ ref('fct_hires') }}
    where not excluded_because_rehire

),

newcomers as (

    -- A person is hired for the first time once, so the two conditions meet on one row.
    select
        windows.period_type,
        windows.period_end,
        hires.person_key,
        hires.org_unit_id,
        hires.started_on between windows.period_start and windows.period_end as is_hired,
        coalesce(
            hires.exit_day <= {{ var('first_year_days') }} and hires.left_on between windows.period_start and windows.period_end, false
        ) as has_left_early
    from windows
    inner join hires
        on hires.started_on between windows.period_start and windows.period_end
        or (
            hires.exit_day <= {{ var('first_year_days') }}
            and hires.left_on between windows.period_start and windows.period_end
        )

)

select * from (
{{ summed_cells('newcomers', ['r12'], {'hired_count': flag('is_hired'), 'left_count': flag('has_left_early')}) }}
) as summed
