{#
  Months of tenure of 30.4375 days (487/16), counted from 0: month m begins ceil(30.4375 m) days after the first day of employment.
  Belongs here: that arithmetic, in whole numbers. Tenure in days stands in the models.
#}

{# The first month that begins on or after the day so many days after the first one. #}
{% macro first_tenure_month(offset_days) -%}
case when {{ offset_days }} <= 0 then 0 else cast(floor((16 * ({{ offset_days }} - 1)) / cast(487 as double)) as integer) + 1 end
{%- endmacro %}

{# The month that the day so many days after the first one lies in. #}
{% macro tenure_month_of(offset_days) -%}
({{ first_tenure_month('(' ~ offset_days ~ ' + 1)') }} - 1)
{%- endmacro %}
