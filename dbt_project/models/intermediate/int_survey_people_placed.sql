with company as (

    select * from {{ ref('stg_landing__companies') }}

),

invited as (

    select
        invitations.survey_id,
        people.person_key,
        min(invitations.invited_on) as invited_on
    from {{ kept('stg_survey__invitations') }} as invitations
    inner join {{ ref('int_people_matched') }} as people
        on invitations.source = people.source
        and invitations.source_person_key = people.source_person_key
    where people.person_key is not null
    group by invitations.survey_id, people.person_key

),

responded as (

    select
        responses.survey_id,
        responses.person_key,
        responses.source,
        responses.response_key,
        responses.is_finished,
        {{ local_date('responses.recorded_at', 'company.timezone') }} as responded_on
    from {{ ref('int_responses_deduplicated') }} as responses
    cross join company
    where responses.is_eligible

),

people as (

    select
        coalesce(invited.survey_id, responded.survey_id) as survey_id,
        coalesce(invited.person_key, responded.person_key) as person_key,
        invited.invited_on,
        responded.responded_on,
        responded.source as response_source,
        responded.response_key,
        responded.is_finished,
        surveys.closed_on,
        -- The snapshot is the invitation's; without one, the day of the answer.
        coalesce(invited.invited_on, responded.responded_on) as snapshot_on
    from invited
    full outer join responded
        on invited.survey_id = responded.survey_id
        and invited.person_key = responded.person_key
    inner join {{ kept('stg_survey__surveys') }} as surveys
        on coalesce(invited.survey_id, responded.survey_id) = surveys.survey_id
    cross join company
    where surveys.opened_on <= company.as_of

),

-- The unit of the snapshot day, else the nearest before it, else the first after it.
nearest as (

    select
        people.survey_id,
        people.person_key,
        segments.org_unit_id,
        segments.segment_from <= people.snapshot_on and segments.segment_to > people.snapshot_on as is_employed_on_snapshot,
        row_number() over (
            partition by people.survey_id, people.person_key
            order by
                case when segments.segment_from <= people.snapshot_on then 0 else 1 end nulls last,
                case when segments.segment_from <= people.snapshot_on then {{ days_between('segments.segment_from', 'people.snapshot_on') }} end
                    nulls last,
                segments.segment_from nulls last
        ) as nearest_first
    from people
    inner join {{ ref('int_employment_segments_cut') }} as segments
        on people.person_key = segments.person_key

),

employed_at_close as (

    select distinct people.survey_id, people.person_key
    from people
    inner join {{ ref('int_employment_segments_cut') }} as segments
        on people.person_key = segments.person_key
        and people.closed_on >= segments.segment_from
        and people.closed_on < segments.segment_to

)

select
    people.survey_id,
    people.person_key,
    people.invited_on,
    people.responded_on,
    people.response_source,
    people.response_key,
    nearest.org_unit_id,
    coalesce(nearest.is_employed_on_snapshot, false) as is_employed_on_snapshot,
    employed_at_close.person_key is not null as is_employed_at_close,
    people.invited_on is not null as is_invited,
    people.response_key is not null as has_responded,
    coalesce(people.is_finished, false) as is_finished
from people
left join nearest
    on people.survey_id = nearest.survey_id
    and people.person_key = nearest.person_key
    and nearest.nearest_first = 1
left join employed_at_close
    on people.survey_id = employed_at_close.survey_id
    and people.person_key = employed_at_close.person_key
