-- What: on every day of the tree every unit has the company above it, within `org_tree_depth` levels.
-- When it matters: a unit in a circle (A under B under A), or deeper than the levels that are rolled up, counts in no total: the company's
-- headcount is lower than that of its parts, without an error anywhere.
-- What to do: follow parent_org_unit_id from the unit that is named in stg_hris__org_units. Have the circle corrected in the source, or
-- raise `org_tree_depth` in dbt_project.yml when the tree is honestly that deep.
select
    tree_on,
    org_unit_id,
    max(distance) as levels_followed
from {{ ref('int_org_units_rolled_up') }}
group by tree_on, org_unit_id
having max(case when ancestor_id = 'company' then 1 else 0 end) = 0
