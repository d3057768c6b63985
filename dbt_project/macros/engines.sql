{#
  Where DuckDB and Spark differ: one macro a difference, and no engine's own function outside this folder.
  Rules of the data do not belong here; they stand in the models.
#}

{# A date some days later; `days` is an integer expression. #}
{% macro add_days(day, days) %}{{ return(adapter.dispatch('add_days')(day, days)) }}{% endmacro %}
{% macro default__add_days(day, days) %}cast({{ day }} + cast({{ days }} as integer) as date){% endmacro %}
{% macro spark__add_days(day, days) %}date_add({{ day }}, cast({{ days }} as int)){% endmacro %}

{# A date some months later, cut to the end of a shorter month. #}
{% macro add_months(day, months) %}{{ return(adapter.dispatch('add_months')(day, months)) }}{% endmacro %}
{% macro default__add_months(day, months) %}cast({{ day }} + to_months(cast({{ months }} as integer)) as date){% endmacro %}
{% macro spark__add_months(day, months) %}add_months({{ day }}, cast({{ months }} as int)){% endmacro %}

{# Whole days from the first date to the second. #}
{% macro days_between(first, second) %}{{ return(adapter.dispatch('days_between')(first, second)) }}{% endmacro %}
{% macro default__days_between(first, second) %}cast(date_diff('day', {{ first }}, {{ second }}) as bigint){% endmacro %}
{% macro spark__days_between(first, second) %}cast(datediff({{ second }}, {{ first }}) as bigint){% endmacro %}

{# The first day of the month of a date. #}
{% macro month_start(day) %}cast(date_trunc('month', {{ day }}) as date){% endmacro %}

{# The local date of a UTC timestamp (RULE-8). #}
{% macro local_date(utc, timezone) %}{{ return(adapter.dispatch('local_date')(utc, timezone)) }}{% endmacro %}
{% macro default__local_date(utc, timezone) %}cast(timezone({{ timezone }}, timezone('UTC', {{ utc }})) as date){% endmacro %}
{% macro spark__local_date(utc, timezone) %}to_date(from_utc_timestamp({{ utc }}, {{ timezone }})){% endmacro %}

{# The last value seen so far that is not null, in a window. #}
{% macro last_known(value, over) %}{{ return(adapter.dispatch('last_known')(value, over)) }}{% endmacro %}
{% macro default__last_known(value, over) %}last_value({{ value }} ignore nulls) over ({{ over }}){% endmacro %}
{% macro spark__last_known(value, over) %}last_value({{ value }}, true) over ({{ over }}){% endmacro %}

{# One row a number from 0 to n - 1, column `position`. #}
{% macro positions(n) %}{{ return(adapter.dispatch('positions')(n)) }}{% endmacro %}
{% macro default__positions(n) %}select cast(range as bigint) as position from range({{ n }}){% endmacro %}
{% macro spark__positions(n) %}select id as position from range({{ n }}){% endmacro %}

{# A list of exact integers, wide enough for sums of squares over a million people. #}
{% macro integer_list(values) %}{{ return(adapter.dispatch('integer_list')(values)) }}{% endmacro %}
{% macro default__integer_list(values) %}[{% for value in values %}cast({{ value }} as decimal(38, 0)){{ ', ' if not loop.last }}{% endfor %}]{% endmacro %}
{% macro spark__integer_list(values) %}array({% for value in values %}cast({{ value }} as decimal(38, 0)){{ ', ' if not loop.last }}{% endfor %}){% endmacro %}

{% macro no_list() %}{{ return(adapter.dispatch('no_list')()) }}{% endmacro %}
{% macro default__no_list() %}cast(null as decimal(38, 0)[]){% endmacro %}
{% macro spark__no_list() %}cast(null as array<decimal(38, 0)>){% endmacro %}

{# All columns of a relation but one. #}
{% macro all_but(relation, column) %}{{ return(adapter.dispatch('all_but')(relation, column)) }}{% endmacro %}
{% macro default__all_but(relation, column) %}{{ relation }}.* exclude ({{ column }}){% endmacro %}
{% macro spark__all_but(relation, column) %}{{ relation }}.* except ({{ column }}){% endmacro %}

{# Fractions: both engines divide integers differently, and 1/0 is infinity on one of them. #}
{% macro ratio(numerator, denominator) %}(cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0)){% endmacro %}

{# A whole number times a number, rounded half away from zero, as an exact integer. #}
{% macro rounded(value) %}cast(round({{ value }}, 0) as bigint){% endmacro %}

{# The types a contract names, as the engine spells them. #}
{% macro far_future() %}cast('9999-12-31' as date){% endmacro %}
