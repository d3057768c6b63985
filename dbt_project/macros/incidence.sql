{#
  The median time to an event where others compete with it, as CTEs that end in `medians` (the key columns and median_time, null where
  the incidence never reaches one half): Aalen and Johansen (1978), the sum over times of S(t-) x events / at risk, where S falls by
  whatever ends a time. Everybody enters at 0; at one time events and what competes come before those whose end is not known.

  relation: one row a subject. keys: its cell. time: whole number. event, competing: conditions.
#}
{% macro incidence_median(relation, keys, time, event, competing) -%}
incidence_counts as (

    select
        {{ keys | join(', ') }},
        {{ time }} as at_time,
        count(*) as n_ended,
        sum(case when {{ event }} then 1 else 0 end) as n_events,
        sum(case when {{ event }} or {{ competing }} then 1 else 0 end) as n_failures
    from {{ relation }}
    group by {{ keys | join(', ') }}, {{ time }}

),

incidence_risks as (

    select
        incidence_counts.*,
        sum(n_ended) over (
            partition by {{ keys | join(', ') }} order by at_time desc nulls last rows between unbounded preceding and current row
        ) as n_at_risk
    from incidence_counts

),

incidence_survivals as (

    select
        incidence_risks.*,
        -- Where everybody at risk fails nobody comes after, so that the logarithm of nought is never needed.
        coalesce(exp(sum(case when n_failures < n_at_risk then ln(1 - n_failures / cast(n_at_risk as double)) end) over (
            partition by {{ keys | join(', ') }} order by at_time nulls last rows between unbounded preceding and 1 preceding
        )), 1.0) as survival_before
    from incidence_risks

),

incidences as (

    select
        incidence_survivals.*,
        sum(survival_before * n_events / cast(n_at_risk as double)) over (
            partition by {{ keys | join(', ') }} order by at_time nulls last rows between unbounded preceding and current row
        ) as incidence
    from incidence_survivals

),

medians as (

    -- One half up to the rounding of floats.
    select {{ keys | join(', ') }}, min(case when incidence >= 0.5 - 1e-9 then at_time end) as median_time
    from incidences
    group by {{ keys | join(', ') }}

)
{%- endmacro %}
