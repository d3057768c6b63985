select
    tenant,
    name,
    history_start,
    as_of
from {{ ref('stg_landing__companies') }}
