{#
  How tables are made: only what has changed is built, and tested. Takes the place of dbt's own `table`, `view` and `test` on DuckDB.
  Belongs here: the order of work on one model or test. What counts as changed stands in changes.sql; what a model means stands in its SQL, which knows
  nothing of this: run whole, it gives the same rows.

  A model with `meta: by_window` is made window by window: of its rows those of a window depend on the same window of the models it reads that
  have windows, on the days within the window of those named in `by_window` with their day, and on all of the others. What is touched is
  replaced; a large build runs some windows at a time, so that memory bounds the work of one batch and not of the whole.
#}
{% materialization table, adapter='duckdb' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}
    {%- set made = make_intermediate_relation(target) -%}
    {%- set inputs = read_inputs() -%}
    {%- do find_touched(inputs, compiled_code, is_made=existing is not none and existing.is_table) -%}
    {%- set work = touched_work(inputs.models) -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ drop_relation_if_exists(load_cached_relation(made)) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- if not work.batches %}
        {% call noop_statement('main', 'UNCHANGED') %}{% endcall %}
    {%- elif work.is_whole %}
        {%- call statement('main') -%}
            {{ create_table_as(False, made, within_windows(compiled_code, inputs.models, work.batches[0])) }}
        {%- endcall %}
        {%- for batch in work.batches[1:] %}
            {% do statement_of('insert into ' ~ made ~ ' by name ' ~ within_windows(compiled_code, inputs.models, batch)) %}
        {%- endfor %}
        {%- if existing is not none %}{% do adapter.drop_relation(existing) %}{% endif %}
        {% do adapter.rename_relation(made, target) %}
    {%- else %}
        {%- call statement('main') -%}
            delete from {{ target }} where {{ is_of_windows(model, touched_windows()) }}
        {%- endcall %}
        {%- for batch in work.batches %}
            {% do statement_of('insert into ' ~ target ~ ' by name ' ~ within_windows(compiled_code, inputs.models, batch)) %}
        {%- endfor %}
    {%- endif %}
    {%- if work.batches %}
        {% do remember_contents(target, is_whole=work.is_whole) %}
        {% do remember_fingerprints() %}
    {%- endif %}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do persist_docs(target, model) %}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{# A view is what it reads: its contents have changed where theirs have. #}
{% materialization view, adapter='duckdb' %}
    {%- set target = this.incorporate(type='view') -%}
    {%- do find_touched(read_inputs(), compiled_code, is_made=false) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% do drop_relation_if_exists(load_cached_relation(this)) %}
    {%- call statement('main') -%}{{ get_create_view_as_sql(target, compiled_code) }}{%- endcall %}
    {% do remember_view() %}
    {% do remember_fingerprints() %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do persist_docs(target, model) %}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{# A data test that passed is not asked again while the tables it asks hold what they held. #}
{% materialization test, adapter='duckdb' %}
    {%- set asked = get_test_sql(get_limit_subquery_sql(sql, config.get('limit')), config.get('fail_calc'), config.get('warn_if'), config.get('error_if'), limit=none) -%}
    {%- set inputs = read_inputs() -%}
    {%- set is_remembered = flags.WHICH == 'build' and inputs.is_known and not inputs.files -%}
    {%- set fingerprint = fingerprint_to_pass(inputs, asked) if is_remembered else 'unknown' -%}
    {%- if fingerprint is none %}
        {%- call statement('main', fetch_result=True) %}select 0 as failures, false as should_warn, false as should_error{% endcall -%}
    {%- else %}
        {%- call statement('main', fetch_result=True) %}{{ asked }}{% endcall -%}
        {%- if is_remembered and load_result('main').table.rows[0][0] == 0 %}
            {% do remember_pass(fingerprint) %}
            {{ adapter.commit() }}
        {%- endif %}
    {%- endif %}
    {{ return({'relations': []}) }}
{% endmaterialization %}

{# Run a statement in the transaction of the model. #}
{% macro statement_of(sql) %}{% call statement(none) %}{{ sql }}{% endcall %}{% endmacro %}

{#
  The SQL of a model over the windows of a batch only: what it reads by window or by day is narrowed to them, which cannot change a row of theirs.
  A batch without a number is all windows.
#}
{% macro within_windows(sql, inputs, batch) -%}
    {%- if batch.number is none -%}{{ return(sql) }}{%- endif -%}
    {%- set narrowed = namespace(sql=sql) -%}
    {%- for input in inputs if input.by -%}
        {%- set columns = '*' -%}
        {%- if input.by == 'window' -%}
            {%- set condition = is_of_windows(input.node, touched_windows(batch.number)) -%}
        {%- elif input.by == 'windows within' -%}
            {%- set condition = is_of_windows(input.node, 'select (fine.period_type, fine.period_end) from ' ~ every_window() ~ ' as fine inner join touched on touched.batch = '
                ~ batch.number ~ ' and fine.period_start >= touched.period_start and fine.period_end <= touched.period_end') -%}
        {%- elif input.by is string -%}
            {%- set condition = input.by ~ " between date '" ~ batch.first_day ~ "' and date '" ~ batch.last_day ~ "'" -%}
        {%- else -%}
            {%- set days = ["date '" ~ batch.first_day ~ "'", "(date '" ~ batch.last_day ~ "' + 1)"] -%}
            {%- set columns = clipped(input.by, *days) -%}
            {%- set condition = touches(input.by, *days) -%}
        {%- endif -%}
        {%- set narrowed.sql = narrowed.sql.replace(input.node.relation_name, '(select ' ~ columns ~ ' from ' ~ input.node.relation_name ~ ' where ' ~ condition ~ ')') -%}
    {%- endfor -%}
    {{- return('select * from (' ~ narrowed.sql ~ ') where ' ~ is_of_windows(model, touched_windows(batch.number))) -}}
{%- endmacro %}
