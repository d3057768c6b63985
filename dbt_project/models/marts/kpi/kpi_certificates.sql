{%- set moments = ['person_count', 'numerator', 'denominator', 'numerator_squared', 'numerator_by_denominator', 'denominator_squared'] -%}
{%- set known = 'coalesce(' ~ ratio('known_count', 'known_count + unknown_count') ~ ', 1.0)' -%}
with outcomes as (

    select * from {{ ref('kpi_learning_outcome_cells') }}

),

required as (

    with cells as (select * from outcomes where outcome = 'required')
    {{ measure('certification_validity', ['day'], 'numerator', 'denominator', completeness=known, grid='required', moments=moments, dimensions=person_dimensions()) }}

),

certified as (

    with cells as (select * from outcomes where outcome = 'certified')
    {{ measure('certificates_expiring_share', ['day'], 'numerator', 'denominator', completeness=known, grid='certified', moments=moments) }}

)

select * from required
union all
select * from certified
