select
    initiatives.source,
    initiatives.initiative_id,
    initiatives.metric_id,
    initiatives.org_unit_id,
    coalesce(initiatives.name, initiatives.initiative_id) as name,
    initiatives.programme_id,
    initiatives.phase,
    coalesce(initiatives.is_quick_win, false) as is_quick_win,
    initiatives.started_on,
    initiatives.due_on,
    initiatives.owner_role,
    initiatives.baseline_value,
    initiatives.target_value
from {{ kept('stg_plan__initiatives') }} as initiatives
