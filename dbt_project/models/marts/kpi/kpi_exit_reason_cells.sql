with exits as (

    select
        windows.period_type,
        windows.period_end,
        spells.person_key,
        spells.left_from_org_unit_id as org_unit_id,
        spells.exit_reason_detail,
        row_number() over (
            partition by windows.period_type, windows.period_end, spells.person_key order by spells.spell_number desc nulls last
        ) as last_first
    from {{ ref('fct_employment_spells') }} as spells
    inner join {{ ref('dim_periods') }} as windows
        on spells.last_day_on between windows.period_start and windows.period_end
        and windows.period_type = 'r12'
    where spells.has_left and spells.exit_class = 'voluntary'

),

leavers as (

    select
        period_type,
        period_end,
        person_key,
        org_unit_id,
        exit_reason_detail is not null as is_reason_known,
        coalesce(exit_reason_detail = 'lack_of_growth', false) as is_growth_related
    from exits
    where last_first = 1

)

select * from (
{{ summed_cells('leavers', ['r12'], {'known_count': flag('is_reason_known'), 'growth_count': flag('is_growth_related')}) }}
) as summed
