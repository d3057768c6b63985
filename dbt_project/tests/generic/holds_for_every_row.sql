{#
  A condition over the columns of one row holds in every row; a condition that is null counts as broken.
  Belongs here: arithmetic between columns of one row. Rules over several rows or tables are singular tests.
#}
{% test holds_for_every_row(model, condition) %}
select *
from {{ model }}
where not coalesce({{ condition }}, false)
{% endtest %}
