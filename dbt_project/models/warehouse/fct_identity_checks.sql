{#- Contradictions of identities, one row a check; which they are stands in int_identities_collided. -#}
{{ quality_check(ref('int_identities_collided'), 'people', 'two_numbers', 'Identities of a source that state two employee numbers', 'has_two_numbers',
    decision="'matched by neither number'") }}
union all
{{ quality_check(ref('int_identities_collided'), 'people', 'two_addresses', 'Identities of a source that state two e-mail addresses', 'has_two_addresses',
    severity='info', decision="'matched by neither address'") }}
union all
{{ quality_check(ref('int_identities_collided'), 'people', 'shared_number', 'Identities whose employee number another one of their source states too', 'is_number_shared',
    decision="'taken for one person'") }}
union all
{{ quality_check(ref('int_identities_collided'), 'people', 'shared_address', 'Accounts whose e-mail address another one of their source states too', 'is_address_shared',
    decision="'matched by number only'") }}
union all
{{ quality_check(ref('int_identities_collided'), 'people', 'rematched', 'Identities that were taken for somebody else earlier', 'is_rematched',
    severity='info', decision="'the last delivery counts; brg_people_identities keeps both'") }}
