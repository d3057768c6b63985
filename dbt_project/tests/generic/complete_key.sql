{#
  No column of a key is null: a row without a key can be neither replaced by a later delivery nor joined.
  Belongs here: keys of more than one column. A key of one column takes dbt's own `not_null`.
#}
{% test complete_key(model, columns) %}
select *
from {{ model }}
where {% for column in columns %}{{ column }} is null{{ ' or ' if not loop.last }}{% endfor %}
{% endtest %}
