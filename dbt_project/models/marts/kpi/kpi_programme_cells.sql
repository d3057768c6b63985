{%- set pairs = [
    ('reaction_micro', 'reacted_count'), ('reaction_favourable_count', 'reaction_answer_count'), ('applied_count', 'followed_count'),
    ('followed_count', 'participation_count'), ('unapplied_minutes', 'followed_minutes'), ('unapplied_count', 'followed_count'),
    ('self_applied_favourable', 'self_applied_count'), ('self_results_favourable', 'self_results_count'),
] -%}
{%- set sums = pairs | sum(start=()) | unique | list + ['followed_timed_count'] -%}
{%- set added = ['person_count', 'reacted_people', 'followed_people'] -%}
{%- for pair in pairs %}{% set number = loop.index %}{% for part in ['yy', 'yx', 'xx'] %}{% do added.append(part ~ '_' ~ number) %}{% endfor %}{% endfor -%}
with programmes as (

    select distinct stage, period_type, period_end, programme_id from {{ ref('fct_programme_windows') }}

),

units as (

    select everywhere.*, stages.stage
    from ({{ all_cells(['quarter', 'r12']) }}) as everywhere
    cross join (select 'reaction' as stage union all select 'follow_up' as stage) as stages

),

cells as (

    select * from units
    union all
    select
        units.period_type, units.period_start, units.period_end, units.calendar_days, units.is_complete, units.history_start, units.followed_to,
        units.org_unit_id, 'programme' as dimension, programmes.programme_id as category, units.stage
    from units
    inner join {{ ref('brg_org_unit_ancestors') }} as tree
        on units.period_end = tree.tree_on
        and units.org_unit_id = tree.org_unit_id
        and tree.distance = 0
        and tree.ancestor_level <= 1
    inner join programmes
        on units.stage = programmes.stage
        and units.period_type = programmes.period_type
        and units.period_end = programmes.period_end

),

people as (

    select said.*, followed_count - applied_count as unapplied_count from {{ ref('fct_programme_windows') }} as said

),

-- A person, who is in one unit in a window, is summed over programmes before squaring: one person is one piece of evidence.
members as (

    select
        stage, period_type, period_end, person_key, org_unit_id, 'all' as dimension, 'all' as category,
        {% for column in sums %}sum({{ column }}) as {{ column }}{{ ', ' if not loop.last }}{% endfor %}
    from people
    group by stage, period_type, period_end, person_key, org_unit_id
    union all
    select
        stage, period_type, period_end, person_key, org_unit_id, 'programme', programme_id,
        {{ sums | join(', ') }}
    from people

),

in_units as (

    select
        stage, period_type, period_end, org_unit_id, dimension, category,
        count(*) as person_count,
        sum(case when reacted_count > 0 then 1 else 0 end) as reacted_people,
        sum(case when followed_count > 0 then 1 else 0 end) as followed_people,
        {%- for y, x in pairs %}
        sum({{ product(y, y) }}) as yy_{{ loop.index }},
        sum({{ product(y, x) }}) as yx_{{ loop.index }},
        sum({{ product(x, x) }}) as xx_{{ loop.index }},
        {%- endfor %}
        {% for column in sums %}sum({{ column }}) as {{ column }}{{ ', ' if not loop.last }}{% endfor %}
    from members
    group by stage, period_type, period_end, org_unit_id, dimension, category

),

measured as (

    {{ up_the_tree('in_units', added + sums, keys=['stage']) }}

)

select
    cells.stage,
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    -- Complete when the last of them had their time to answer.
    cells.is_complete and {{ is_followed('answers', 'cells') }} as is_complete,
    {%- for column in ['person_count', 'reacted_people', 'followed_people'] + sums %}
    cast(coalesce(measured.{{ column }}, 0) as bigint) as {{ column }},
    {%- endfor %}
    {%- for y, x in pairs %}{% set outer = loop %}{% for part in ['yy', 'yx', 'xx'] %}
    cast(coalesce(measured.{{ part }}_{{ outer.index }}, 0) as decimal(38, 0)) as {{ part }}_{{ outer.index }}{{ ',' if not (outer.last and loop.last) }}
    {%- endfor %}{% endfor %}
from cells
left join measured
    on cells.stage = measured.stage
    and cells.period_type = measured.period_type
    and cells.period_end = measured.period_end
    and cells.org_unit_id = measured.org_unit_id
    and cells.dimension = measured.dimension
    and cells.category = measured.category
