with asked as (

    select
        *,
        case when is_assessed then least(level, required_level) * weight end as fitting,
        case when is_assessed then required_level * weight end as asked_for
    from {{ ref('fct_person_skills') }}
    where is_required

),

summed as (

    select
        measured_on,
        person_key,
        org_unit_id,
        job_id,
        fte,
        count(*) as required_count,
        count(level) as assessed_count,
        sum(case when is_self_only then 1 else 0 end) as self_only_count,
        sum(case when gap > 0 then 1 else 0 end) as below_count,
        sum(case when not is_met_decayed then 1 else 0 end) as below_decayed_count,
        sum(case when is_current then 1 else 0 end) as current_count,
        sum(level) as level_sum,
        sum(decayed_level) as decayed_level_sum,
        sum(gap) as gap_sum,
        sum(decayed_gap) as decayed_gap_sum,
        sum(fitting) as fitting,
        sum(asked_for) as asked_for
    from asked
    group by measured_on, person_key, org_unit_id, job_id, fte

)

select
    measured_on,
    person_key,
    org_unit_id,
    job_id,
    fte,
    cast(required_count as integer) as required_count,
    cast(assessed_count as integer) as assessed_count,
    cast(self_only_count as integer) as self_only_count,
    cast(below_count as integer) as below_count,
    cast(below_decayed_count as integer) as below_decayed_count,
    cast(current_count as integer) as current_count,
    {{ rounded(ratio('level_sum', 'assessed_count')) }} as mean_level,
    {{ rounded(ratio('decayed_level_sum', 'assessed_count')) }} as mean_decayed_level,
    {{ rounded(ratio('gap_sum', 'assessed_count')) }} as mean_gap,
    {{ rounded(ratio('decayed_gap_sum', 'assessed_count')) }} as mean_decayed_gap,
    case
        when {{ ratio('assessed_count', 'required_count') }} >= {{ var('role_fit_assessed_share') }}
            then {{ rounded('1000000 * ' ~ ratio('fitting', 'asked_for')) }}
    end as role_fit
from summed
