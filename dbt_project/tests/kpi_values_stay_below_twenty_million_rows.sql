-- What: the table that readers query stays below twenty million rows, whatever the size of the company.
-- When it matters: for companies of tens of thousands of people and more. Beyond it dashboards on a file grow slow, and so does the plan of what to withhold.
-- What to do: lower units_at_most or dimension_units_at_most (dbt_project.yml), or keep fewer years of history.
select count(*) as rows_found
from {{ ref('kpi_values') }}
having count(*) >= 20000000
