{#
  The rows of a model are told apart by these columns together; nulls count as a value of their own.
  Belongs here: keys of more than one column. A key of one column takes dbt's own `unique`.
#}
{% test unique_combination(model, columns) %}
select
    {{ columns | join(', ') }},
    count(*) as row_count
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
