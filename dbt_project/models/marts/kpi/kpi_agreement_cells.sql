{{ config(meta={'by_window': {'brg_org_unit_ancestors': 'tree_on', 'fct_survey_answers': 'closed_on', 'fct_survey_index_scores': 'closed_on'}}) }}
{%- set pairs = [(1, 1), (1, 2), (1, 3), (2, 2), (2, 3), (3, 3)] -%}
{%- set key = ['period_type', 'period_end', 'org_unit_id', 'dimension', 'category'] -%}
with cells as (

    {{ all_cells(['survey']) }}

),

-- One row a person: the three core items of development opportunity, the seven of psychological safety and its score.
people as (

    select
        'survey' as period_type,
        answers.closed_on as period_end,
        answers.person_key,
        max(answers.org_unit_id) as org_unit_id,
        max(answers.org_unit_id) as team_id,
        {%- for item in range(1, 4) %}
        max(case when answers.index_id = 'doi' and answers.item_order = {{ item }} then answers.score_micro end) as doi_{{ item }},
        {%- endfor %}{% for item in range(1, 8) %}
        max(case when answers.index_id = 'psychological_safety' and answers.item_order = {{ item }} then answers.turned_value end) as safety_{{ item }},
        {%- endfor %}
        max(case when answers.index_id = 'psychological_safety' then answers.scale_points end) as points_most,
        min(case when answers.index_id = 'psychological_safety' then answers.scale_points end) as points_least,
        max(case when answers.index_id = 'psychological_safety' then scores.score_micro end) as safety_micro
    from {{ ref('fct_survey_answers') }} as answers
    inner join {{ ref('fct_survey_index_scores') }} as scores
        on answers.survey_id = scores.survey_id
        and answers.person_key = scores.person_key
        and answers.index_id = scores.index_id
        and scores.is_of_period
    where
        answers.index_id = 'doi'
        or (answers.index_id = 'psychological_safety' and scores.answered_count >= {{ var('safety_answered_at_least') }})
    group by answers.closed_on, answers.person_key

),

members as (

    select * from ({{ cell_members('people') }}) as everywhere where dimension = 'all'

),

items as (

    select
        {{ key | join(', ') }},
        sum(case when doi_1 is not null and doi_2 is not null and doi_3 is not null then 1 else 0 end) as doi_people,
        {%- for item in range(1, 4) %}
        sum(case when doi_1 is not null and doi_2 is not null and doi_3 is not null then doi_{{ item }} else 0 end) as doi_sum_{{ item }},
        {%- endfor %}{% for first, second in pairs %}
        sum(case when doi_1 is not null and doi_2 is not null and doi_3 is not null then cast(doi_{{ first }} as decimal(38, 0)) * doi_{{ second }} else 0 end)
            as doi_sum_{{ first }}_{{ second }},
        {%- endfor %}
        min(points_least) as points_least,
        max(points_most) as points_most,
        {%- for item in range(1, 8) %}
        count(safety_{{ item }}) as safety_people_{{ item }},
        sum(coalesce(safety_{{ item }}, 0)) as safety_sum_{{ item }},
        sum(coalesce(safety_{{ item }} * safety_{{ item }}, 0)) as safety_squares_{{ item }}{{ ',' if not loop.last }}
        {%- endfor %}
    from members
    group by {{ key | join(', ') }}

),

-- A team is the unit that people sit in directly.
teams as (

    select
        {{ key | join(', ') }},
        team_id,
        count(*) as person_count,
        sum(safety_micro) as score_micro,
        sum(cast(safety_micro as decimal(38, 0)) * safety_micro) as score_micro_squared
    from members
    where safety_micro is not null
    group by {{ key | join(', ') }}, team_id

),

between_teams as (

    select
        {{ key | join(', ') }},
        count(*) as team_count,
        sum(person_count) as safety_people,
        sum(person_count * person_count) as team_squares,
        sum(score_micro) as safety_micro,
        sum(score_micro_squared) as safety_micro_squared,
        sum(cast(round(cast(score_micro as double) * score_micro / person_count, 0) as decimal(38, 0))) as safety_between
    from teams
    group by {{ key | join(', ') }}

)

select
    {% for column in key %}cells.{{ column }}, {% endfor %}
    cells.period_start,
    cells.is_complete,
    {%- for column in ['doi_people', 'doi_sum_1', 'doi_sum_2', 'doi_sum_3', 'points_least', 'points_most'] %}
    cast(coalesce(items.{{ column }}, 0) as bigint) as {{ column }},
    {%- endfor %}{% for first, second in pairs %}
    cast(coalesce(items.doi_sum_{{ first }}_{{ second }}, 0) as decimal(38, 0)) as doi_sum_{{ first }}_{{ second }},
    {%- endfor %}
    {%- for item in range(1, 8) %}{% for kind in ['people', 'sum', 'squares'] %}
    cast(coalesce(items.safety_{{ kind }}_{{ item }}, 0) as bigint) as safety_{{ kind }}_{{ item }},
    {%- endfor %}{% endfor %}
    {%- for column in ['team_count', 'safety_people', 'team_squares', 'safety_micro'] %}
    cast(coalesce(between_teams.{{ column }}, 0) as bigint) as {{ column }},
    {%- endfor %}
    cast(coalesce(between_teams.safety_micro_squared, 0) as decimal(38, 0)) as safety_micro_squared,
    cast(coalesce(between_teams.safety_between, 0) as decimal(38, 0)) as safety_between
from cells
{%- for relation in ['items', 'between_teams'] %}
left join {{ relation }}
    on {% for column in key %}cells.{{ column }} = {{ relation }}.{{ column }}{{ ' and ' if not loop.last }}{% endfor %}
{%- endfor %}
