{# One check of data_quality: how many rows of a relation meet a condition, by source. What is checked stands in fct_data_quality_checks. #}
{% macro quality_check(relation, table_name, check_id, description, condition, severity='warn', decision="''") -%}
    select
        source,
        '{{ table_name }}' as table_name,
        '{{ check_id }}' as check_id,
        '{{ description }}' as description,
        cast(count(*) as bigint) as rows_checked,
        cast(coalesce(sum(case when {{ condition }} then 1 else 0 end), 0) as bigint) as rows_found,
        '{{ severity }}' as severity,
        coalesce(max({{ decision }}), '') as decision
    from {{ relation }}
    group by source
{%- endmacro %}
