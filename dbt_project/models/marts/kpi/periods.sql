select
    period_type,
    period_start,
    period_end,
    label,
    is_complete
from {{ ref('dim_periods') }}
