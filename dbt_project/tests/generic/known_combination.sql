{#
  What a row names in these columns exists in another model. A row that names nothing (any of them null) is not asked.
  Belongs here: references of more than one column, or to a part of a model. Otherwise dbt's own `relationships` does.
#}
{% test known_combination(model, columns, to, to_columns, to_condition='true') %}
select
    {% for column in columns %}named.{{ column }}, {% endfor %}
    count(*) as row_count
from (select * from {{ model }}) as named
left join (
    select distinct {{ to_columns | join(', ') }} from {{ to }} where {{ to_condition }}
) as known
    on {% for column in columns %}named.{{ column }} = known.{{ to_columns[loop.index0] }}{{ ' and ' if not loop.last }}{% endfor %}

where known.{{ to_columns[0] }} is null
    {%- for column in columns %} and named.{{ column }} is not null{% endfor %}

group by {% for column in columns %}named.{{ column }}{{ ', ' if not loop.last }}{% endfor %}
{% endtest %}
