{#
  The half-open periods of one key neither overlap nor follow each other within so many days.
  Belongs here: periods that were merged or cut, so that a day counts once. With 0 days periods may touch.
#}
{% test periods_apart(model, key, starts, ends, days=0) %}
with ordered as (

    select
        {{ key }},
        {{ starts }},
        {{ ends }},
        max({{ ends }}) over (
            partition by {{ key }} order by {{ starts }} nulls first, {{ ends }} nulls first rows between unbounded preceding and 1 preceding
        ) as last_ended
    from {{ model }}

)

select *
from ordered
where {{ starts }} >= {{ ends }}
    or {{ days_between('last_ended', starts) }} {{ '<=' if days | int > 0 else '<' }} {{ days }}
{% endtest %}
