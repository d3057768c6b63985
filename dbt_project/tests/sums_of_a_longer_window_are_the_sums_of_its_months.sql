-- What: person-days, hires, leavers, records and minutes of a quarter, a year or a rolling year are those of its months added up, for the
-- company.
-- When it matters: always. These sums are additive over time; a difference means that a month is missing or counted twice, and every rate
-- of the window is wrong.
-- What to do: compare the window with its months in kpi_employed_cells; if the person-days differ look at fct_person_windows, else at
-- kpi_movement_cells.
{%- set sums = ['person_days', 'talent_days', 'record_count', 'minutes', 'manager_minutes', 'hire_count', 'exit_count'] %}
with cells as (

    select *
    from {{ ref('kpi_employed_cells') }}
    where org_unit_id = 'company' and dimension = 'all' and is_complete

),

added as (

    select
        windows.period_type,
        windows.period_end,
        {%- for column in sums %}
        windows.{{ column }},
        sum(months.{{ column }}) as {{ column }}_of_months{{ ',' if not loop.last }}
        {%- endfor %}
    from cells as windows
    inner join cells as months
        on months.period_type = 'month'
        and months.period_end between windows.period_start and windows.period_end
    group by
        windows.period_type, windows.period_end,
        {% for column in sums %}windows.{{ column }}{{ ', ' if not loop.last }}{% endfor %}

)

select *
from added
where
    {% for column in sums -%}
    {{ column }} <> {{ column }}_of_months
    {{ 'or ' if not loop.last }}
    {%- endfor %}
