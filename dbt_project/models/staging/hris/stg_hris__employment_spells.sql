{{ stage('hris', 'employment_spells', key=['source', 'spell_key']) }}

select
    source,
    source_person_key,
    spell_key,
    started_on,
    last_day_on,
    notice_on,
    exit_reason,
    exit_reason_detail,
    worker_type,
    is_hire_rescinded,
    stated_status,
    {{ provenance() }}
from staged
