select
    source,
    rule,
    choice
from {{ source('landing', 'source_rules') }}
