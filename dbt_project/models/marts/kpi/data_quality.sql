select
    source,
    table_name,
    check_id,
    description,
    rows_checked,
    rows_found,
    {{ ratio('rows_found', 'rows_checked') }} as share,
    severity,
    decision
from {{ ref('fct_data_quality_checks') }}
