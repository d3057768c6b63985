{{ stage('hris', 'compensation', key=['source', 'source_person_key', 'valid_from', 'contract_number']) }}

select
    source,
    source_person_key,
    contract_number,
    valid_from,
    valid_to,
    yearly_salary_cents,
    loaded_factor,
    currency,
    {{ provenance() }}
from staged
