with cells as (

    select * from {{ ref('kpi_change_cells') }}

)

{{ measure('pulse_change_paired', ['survey'], '(both_now_micro - both_before_micro) / cast(1000000 as double)', 'both_count', persons='both_count', grid='respondents_twice',
    moments=['both_count', 'both_now_micro', 'both_before_micro', 'both_now_squared', 'both_product', 'both_before_squared'], dimensions=['item']) }}
union all
-- The smaller side is what could be few.
{{ measure('pulse_change_unpaired', ['survey'], 'null', value="now_micro / (1000000 * nullif(cast(now_count as double), 0)) - before_micro / (1000000 * nullif(cast(before_count as double), 0))",
    persons='least(now_count, before_count)', grid='respondents_compared',
    moments=['now_count', 'now_micro', 'now_squared', 'before_count', 'before_micro', 'before_squared', 'both_count', 'both_now_micro', 'both_before_micro', 'both_product'], dimensions=['item']) }}
union all
{{ measure('pulse_overlap_share', ['survey'], 'both_count', 'now_count', persons='now_count', grid='respondents_compared', dimensions=['item']) }}
