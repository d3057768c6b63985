{#
  Counts of filled cells, column by column, of one staged table in one pass. `columns` is as contract_columns() lists them. A column that is
  needed beside another one only is counted among the rows that have the other.
#}
{% macro field_counts(domain, table, columns) -%}
select
        '{{ domain }}' as domain,
        '{{ table }}' as table_name,
        listed.column_name,
        listed.empty_means,
        listed.needed_with,
        listed.is_some_expected,
        counts.rows_in_force,
        case
            {%- for name, empty_means, needed_with, is_some_expected in columns if needed_with %}
            when listed.column_name = '{{ name }}' then counts.needed_{{ name }}
            {%- endfor %}
            when true then counts.rows_in_force
        end as rows_needed,
        case listed.column_name
            {%- for name, empty_means, needed_with, is_some_expected in columns %}
            when '{{ name }}' then counts.filled_{{ name }}
            {%- endfor %}
        end as rows_filled
    from (
        select
            count(*) as rows_in_force
            {%- for name, empty_means, needed_with, is_some_expected in columns %},
            {%- if needed_with %}
            count({{ needed_with }}) as needed_{{ name }},
            count(case when {{ needed_with }} is not null then {{ name }} end) as filled_{{ name }}
            {%- else %}
            count({{ name }}) as filled_{{ name }}
            {%- endif %}
            {%- endfor %}
        from {{ kept('stg_' ~ domain ~ '__' ~ table) }}
    ) as counts
    cross join (
        {%- for name, empty_means, needed_with, is_some_expected in columns %}
        select
            '{{ name }}' as column_name, {{ "'" ~ empty_means | replace("'", "''") ~ "'" if empty_means else 'cast(null as ' ~ dbt.type_string() ~ ')' }} as empty_means,
            {{ "'" ~ needed_with ~ "'" if needed_with else 'cast(null as ' ~ dbt.type_string() ~ ')' }} as needed_with,
            {{ 'true' if is_some_expected else 'false' }} as is_some_expected{{ ' union all' if not loop.last }}
        {%- endfor %}
    ) as listed
{%- endmacro %}
