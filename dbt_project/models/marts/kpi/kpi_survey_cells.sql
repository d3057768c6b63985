with cells as (

    {{ all_cells(['survey'], by_person=true) }}

),

members as (

    {{ cell_members(ref('fct_survey_period_people')) }}

),

measured as (

    select
        people.period_type,
        people.period_end,
        people.org_unit_id,
        people.dimension,
        people.category,
        sum(case when people.is_invited and people.is_employed_at_close then 1 else 0 end) as invited_count,
        sum(case when people.is_invited and people.is_employed_at_close and people.has_responded then 1 else 0 end) as respondent_count,
        sum(case when people.rating_count > 0 then 1 else 0 end) as rater_count,
        sum(people.rating_count) as rating_count,
        sum(people.favourable_count) as favourable_count,
        sum(cast(people.favourable_count as bigint) * people.favourable_count) as favourable_favourable,
        sum(cast(people.favourable_count as bigint) * people.rating_count) as favourable_ratings,
        sum(cast(people.rating_count as bigint) * people.rating_count) as ratings_ratings,
        sum(people.mean_score_micro) as score_micro,
        sum(cast(people.mean_score_micro as decimal(38, 0)) * people.mean_score_micro) as score_micro_squared,
        sum(case when people.enps_class = 'promoter' then 1 else 0 end) as promoter_count,
        sum(case when people.enps_class = 'passive' then 1 else 0 end) as passive_count,
        sum(case when people.enps_class = 'detractor' then 1 else 0 end) as detractor_count,
        sum(case when people.enps_5pt_class = 'promoter' then 1 else 0 end) as promoter_5pt_count,
        sum(case when people.enps_5pt_class = 'passive' then 1 else 0 end) as passive_5pt_count,
        sum(case when people.enps_5pt_class = 'detractor' then 1 else 0 end) as detractor_5pt_count
    from members as people
    group by people.period_type, people.period_end, people.org_unit_id, people.dimension, people.category

)

select
    cells.period_type,
    cells.period_end,
    cells.org_unit_id,
    cells.dimension,
    cells.category,
    cells.period_start,
    cells.is_complete,
    {%- for column in ['invited_count', 'respondent_count', 'rater_count', 'rating_count', 'favourable_count', 'favourable_favourable', 'favourable_ratings',
        'ratings_ratings', 'score_micro', 'promoter_count', 'passive_count', 'detractor_count', 'promoter_5pt_count', 'passive_5pt_count',
        'detractor_5pt_count'] %}
    cast(coalesce(measured.{{ column }}, 0) as bigint) as {{ column }},
    {%- endfor %}
    cast(coalesce(measured.score_micro_squared, 0) as decimal(38, 0)) as score_micro_squared
from cells
left join measured
    on {{ same_cell('cells', 'measured') }}
