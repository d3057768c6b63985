{#
  What has changed since a model was built last. Belongs here: the hashes of what tables hold and of what each model was built from, both kept in
  the warehouse, and the comparison of the two. How a model is then built stands in materializing.sql.

  `building.contents`: hash of what a table holds, as a whole (`measure` all) or in parts: by window, or by month of a day column.
  `building.fingerprints`: hash of what a table, or one window of it, was built from - its SQL and the contents that it read.
  A hash is a sum of 64-bit hashes of rows, so that the order of rows does not matter.
#}
{% macro prepare_building() %}
    {%- if target.type == 'duckdb' and flags.WHICH in ['run', 'build'] %}
    create schema if not exists building;
    create table if not exists building.contents (model varchar not null, measure varchar not null, part varchar not null, content varchar not null);
    create table if not exists building.fingerprints (model varchar not null, part varchar not null, period_type varchar, period_end date, fingerprint varchar not null);
    {%- endif %}
{% endmacro %}

{#
  What this model reads, one entry a model: its node and name, and by what it is read - `window` (the same window), `windows within` (those that
  lie in it too), the name of a day column (the days of the window and the one before it), the names of the two columns of a half-open time, as a
  list (as much of it as lies in the window and one day around it), or nothing (all of it, or all of its rows about this model where the
  configuration `own_rows` names it). Sources stand apart, as the files they read; `is_known` is whether all of it has a hash.
#}
{% macro read_inputs() %}
    {%- set declared = model.config.meta.get('by_window') if is_by_window(model) else none -%}
    {%- set inputs = namespace(models=[], files=[], is_known=true) -%}
    {%- for unique_id in model.depends_on.nodes | unique | sort -%}
        {%- set node = graph.nodes.get(unique_id) -%}
        {%- if unique_id.startswith('source.') -%}
            {%- do inputs.files.append(modules.re.search("'([^']+)'", graph.sources[unique_id].relation_name).group(1)) -%}
        {%- elif node is none or node.config.materialized not in ['table', 'view'] -%}
            {%- set inputs.is_known = false -%}
        {%- else -%}
            {%- set is_hashed = has_windows(node) if node.config.materialized == 'table' else is_by_window(node) -%}
            {%- set by = none if declared is none else declared.get(node.name, 'window' if is_hashed else none) -%}
            {%- do inputs.models.append({'name': node.name, 'node': node, 'by': none if by == 'all' else by}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(inputs) }}
{% endmacro %}

{# What names the window of a row of a node: its kind and last day, as columns or literals. #}
{% macro window_of(node) %}{{ return(node.config.meta.get('window', ['period_type', 'period_end'])) }}{% endmacro %}
{# Whether rows of a node are of windows. #}
{% macro has_windows(node) %}
    {%- for part in window_of(node) if not part.startswith("'") and part not in node.columns -%}{{ return(false) }}{%- endfor -%}
    {{ return(true) }}
{% endmacro %}
{# Whether a node is made window by window. #}
{% macro is_by_window(node) %}{{ return(has_windows(node) and node.config.meta.get('by_window') is not none) }}{% endmacro %}

{# The condition that a row of a node is of one of these windows; windows are a query of their kinds and last days. #}
{% macro is_of_windows(node, windows) %}{{ return('(' ~ window_of(node) | join(', ') ~ ') in (' ~ windows ~ ')') }}{% endmacro %}

{#
  Make the temporary table `touched`: every part of the model at hand (one, or one a window) with its fingerprint now and whether it differs from
  the one it was built with. Rows of a day count for the windows that it lies in and for those that begin on the next.
#}
{% macro find_touched(inputs, sql, is_made) %}
    {%- for input in inputs.models if input.by and input.by not in ['window', 'windows within'] -%}
        {%- if input.by is string -%}{% do remember_measure(input, input.by, "strftime(" ~ input.by ~ ", '%Y-%m')") %}
        {%- else -%}{% do remember_times(input) %}
        {%- endif -%}
    {%- endfor -%}
    {%- set parts -%}
        {%- if is_by_window(model) -%}{{ parts_by_window(inputs.models) }}
        {%- else -%}select '' as part, cast(null as varchar) as period_type, cast(null as date) as period_start, cast(null as date) as period_end, fingerprint from built_from
        {%- endif -%}
    {%- endset -%}
    {% do run_query("create or replace temp table touched as
        with built_from as (" ~ built_from(inputs, sql) ~ "),
        parts as (" ~ parts ~ "),
        before as (select * from building.fingerprints where model = '" ~ model.name ~ "')
        select
            coalesce(parts.part, before.part) as part, coalesce(parts.period_type, before.period_type) as period_type,
            coalesce(parts.period_start, before.period_end) as period_start, coalesce(parts.period_end, before.period_end) as period_end,
            parts.fingerprint, cast(null as integer) as batch,
            " ~ ('parts.fingerprint is distinct from before.fingerprint' if inputs.is_known and is_made and not should_full_refresh() else 'true') ~ " as is_touched
        from parts full join before on parts.part = before.part") %}
{% endmacro %}

{# The columns of a table with a half-open time, as much of it as lies between two days, and the condition that any does. #}
{% macro clipped(by, first_day, last_day) -%}
    * replace (greatest({{ by[0] }}, {{ first_day }}) as {{ by[0] }}, least({{ by[1] }}, {{ last_day }} + 1) as {{ by[1] }})
{%- endmacro %}
{# The condition that a half-open time lies between two days, one of them or more. #}
{% macro touches(by, first_day, last_day) -%}
    {{ by[0] }} <= {{ last_day }} and {{ by[1] }} > {{ first_day }}
{%- endmacro %}

{# Write down the hashes of a table of half-open times by window, unless they are known: a time that goes on does not change the windows it has passed. #}
{% macro remember_times(input) %}
    {%- set measure = input.by | join(' to ') -%}
    {% do run_query("insert into building.contents
        select '" ~ input.name ~ "', '" ~ measure ~ "', part, cast(sum(content) as varchar)
        from (
            select windows.period_type || '/' || windows.period_end as part, hash(*columns(held.*)) as content
            from " ~ every_window() ~ " as windows
            cross join lateral (
                select " ~ clipped(input.by, 'windows.period_start - 1', 'windows.period_end + 1') ~ " from " ~ input.node.relation_name
                ~ " where " ~ touches(input.by, 'windows.period_start - 1', 'windows.period_end + 1') ~ "
            ) as held
        )
        where not exists (select 1 from building.contents where model = '" ~ input.name ~ "' and measure = '" ~ measure ~ "')
        group by part") %}
{% endmacro %}

{# The fingerprint of what is read whole, files among it, and of the text that reads it, as a query. #}
{% macro built_from(inputs, sql) -%}
    {%- set own_rows = model.config.meta.get('own_rows', {}) -%}
    {%- for input in inputs.models if input.name in own_rows -%}
        {% do remember_measure(input, 'own rows', own_rows[input.name]) %}
    {%- endfor -%}
    {%- set whole = inputs.models | selectattr('by', 'none') | map(attribute='name') | list -%}
    select md5(concat_ws('|', '{{ made_by(sql) }}', version()
        {%- for files in inputs.files %}, (
            -- A delivery is landed once. Beside the deliveries of a table lies a part without rows, which every run writes anew.
            select string_agg(concat(replace(filename, '{{ home_folder() }}', ''), size, case when filename not like '%/delivery=none/%' then last_modified end), ',' order by filename)
            from read_blob('{{ files }}')
        ){% endfor %},
        (
            select string_agg(distinct model || content, ',' order by model || content) from building.contents
            where (measure = 'all' and model in ('{{ whole | reject('in', own_rows) | join("', '") }}'))
                or (measure = 'own rows' and model in ('{{ own_rows | join("', '") }}') and part = '{{ model.name }}')
        ))) as fingerprint
{%- endmacro %}

{# Write down the hashes of a table by an expression of its rows, unless they are known. #}
{% macro remember_measure(input, measure, expression) %}
    {% do run_query("insert into building.contents
        select '" ~ input.name ~ "', '" ~ measure ~ "', coalesce(part, ''), cast(sum(content) as varchar)
        from (select " ~ expression ~ " as part, hash(*columns(*)) as content from " ~ input.node.relation_name ~ ")
        where not exists (select 1 from building.contents where model = '" ~ input.name ~ "' and measure = '" ~ measure ~ "')
        group by part") %}
{% endmacro %}

{# The home folder, which compiled SQL names: where it lies makes no difference to what is built. #}
{% macro home_folder() %}{{ return(env_var('LEARNING_IMPACT_HOME')) }}{% endmacro %}

{# Hash of the text that makes a model: its SQL, the types promised of its columns and the way it is made. #}
{% macro made_by(sql) %}{{ return(local_md5(sql.replace(home_folder(), '') ~ tojson(model.contract, sort_keys=true) ~ tojson(model.columns.keys() | list) ~ tojson(model.config.meta, sort_keys=true))) }}{% endmacro %}

{# Every window there is; a model that is made by window reads something that was made from these. #}
{% macro every_window() %}{{ return(graph.nodes['model.learning_impact.dim_periods'].relation_name) }}{% endmacro %}

{# The parts of a model that is made window by window, with what each is built from. #}
{% macro parts_by_window(inputs) -%}
        select
            periods.period_type || '/' || periods.period_end as part, periods.period_type, periods.period_start, periods.period_end,
            md5(concat_ws('|', built_from.fingerprint
            {%- for input in inputs if input.by %}, coalesce((
                select string_agg(distinct contents.part || contents.content, ',' order by contents.part || contents.content)
                from building.contents as contents
                where contents.model = '{{ input.name }}'
                    and contents.measure = '{{ 'window' if input.by == 'windows within' else input.by if input.by is string else input.by | join(' to ') }}'
                    {%- if input.by == 'window' or input.by is not string %}
                    and contents.part = periods.period_type || '/' || periods.period_end
                    {%- elif input.by == 'windows within' %}
                    and contents.part in (
                        select fine.period_type || '/' || fine.period_end from {{ every_window() }} as fine
                        where fine.period_start >= periods.period_start and fine.period_end <= periods.period_end
                    )
                    {%- else %}
                    and contents.part between strftime(periods.period_start - 1, '%Y-%m') and strftime(periods.period_end, '%Y-%m')
                    {%- endif %}
            ), ''){% endfor %})) as fingerprint
        from {{ every_window() }} as periods
        cross join built_from
{%- endmacro %}

{#
  What is to be done about `touched`: whether the whole table is made anew, and the batches of windows, each with its first and last day. A batch
  without a number is all there is. So many batches that none reads more than `rows_at_a_time` of the longest table.
#}
{% macro touched_work(inputs) %}
    {%- set found = run_query("select count(*) filter (where is_touched), count(*) from touched").rows[0] -%}
    {%- if found[0] == 0 %}{{ return({'is_whole': false, 'batches': []}) }}{% endif -%}
    {%- set is_whole = found[0] == found[1] -%}
    {%- if not is_by_window(model) %}{{ return({'is_whole': true, 'batches': [{'number': none}]}) }}{% endif -%}
    {%- set longest = run_query("select coalesce(max(estimated_size), 0) from duckdb_tables() where table_name in ('" ~ inputs | map(attribute='name') | select | join("', '") ~ "')").rows[0][0] -%}
    {%- set count = (longest * found[0] / found[1] / var('rows_at_a_time')) | round(0, 'ceil') | int -%}
    {%- if is_whole and count <= 1 %}{{ return({'is_whole': true, 'batches': [{'number': none}]}) }}{% endif -%}
    {% do run_query("create or replace temp table touched as
        select * exclude (batch), case when is_touched then ntile(" ~ [count, 1] | max ~ ") over (partition by is_touched order by period_end, period_type) end as batch from touched") %}
    {%- set batches = [] -%}
    {%- for row in run_query("select batch, min(period_start) - 1, max(period_end) from touched where batch is not null group by batch order by batch").rows -%}
        {%- do batches.append({'number': row[0], 'first_day': row[1], 'last_day': row[2]}) -%}
    {%- endfor -%}
    {{ return({'is_whole': is_whole, 'batches': batches}) }}
{% endmacro %}

{# The windows that are touched, of one batch or of all. #}
{% macro touched_windows(batch=none) %}{{ return('select (period_type, period_end) from touched where ' ~ ('is_touched' if batch is none else 'batch = ' ~ batch)) }}{% endmacro %}

{# Write down what a table holds now, of the parts that were made. #}
{% macro remember_contents(target, is_whole) %}
    {% do statement_of("delete from building.contents where model = '" ~ model.name ~ "'"
        ~ ("" if is_whole else " and (measure <> 'window' or part in (select part from touched where is_touched))")) %}
    {%- if has_windows(model) -%}
        {% do statement_of("insert into building.contents
            select '" ~ model.name ~ "', 'window', coalesce(part, ''), cast(sum(content) as varchar)
            from (select " ~ window_of(model) | join(" || '/' || ") ~ " as part, hash(*columns(*)) as content from " ~ target
            ~ ("" if is_whole else " where " ~ is_of_windows(model, touched_windows())) ~ ") group by part") %}
        {% do remember_all_windows() %}
    {%- else -%}
        {% do statement_of("insert into building.contents
            select '" ~ model.name ~ "', 'all', '', coalesce(cast(sum(hash(*columns(*))) as varchar), '') from " ~ target) %}
    {%- endif -%}
{% endmacro %}

{# A view holds what it was made from. #}
{% macro remember_view() %}
    {% do statement_of("delete from building.contents where model = '" ~ model.name ~ "'") %}
    {%- if is_by_window(model) -%}
        {% do statement_of("insert into building.contents select '" ~ model.name ~ "', 'window', part, fingerprint from touched where fingerprint is not null") %}
        {% do remember_all_windows() %}
    {%- else -%}
        {% do statement_of("insert into building.contents select '" ~ model.name ~ "', 'all', '', fingerprint from touched where fingerprint is not null") %}
    {%- endif -%}
{% endmacro %}

{# The hash of a table with windows is that of its windows. #}
{% macro remember_all_windows() %}
    {% do statement_of("insert into building.contents
        select '" ~ model.name ~ "', 'all', '', md5(coalesce(string_agg(part || content, ',' order by part), ''))
        from building.contents where model = '" ~ model.name ~ "' and measure = 'window'") %}
{% endmacro %}

{# The fingerprint of a test now, or none if it is the one that it passed with. #}
{% macro fingerprint_to_pass(inputs, sql) %}
    {%- set found = run_query("select fingerprint, exists (select 1 from building.fingerprints as passed where passed.model = '" ~ model.name ~ "' and passed.fingerprint = now.fingerprint)
        from (" ~ built_from(inputs, sql) ~ ") as now").rows[0] -%}
    {{ return(none if found[1] else found[0]) }}
{% endmacro %}

{# Write down what a test passed with. #}
{% macro remember_pass(fingerprint) %}
    {% do statement_of("delete from building.fingerprints where model = '" ~ model.name ~ "'") %}
    {% do statement_of("insert into building.fingerprints (model, part, fingerprint) values ('" ~ model.name ~ "', '', '" ~ fingerprint ~ "')") %}
{% endmacro %}

{# Write down what the parts that were made were made from. #}
{% macro remember_fingerprints() %}
    {% do statement_of("delete from building.fingerprints where model = '" ~ model.name ~ "' and part in (select part from touched where is_touched)") %}
    {% do statement_of("insert into building.fingerprints select '" ~ model.name ~ "', part, period_type, period_end, fingerprint from touched where is_touched and fingerprint is not null") %}
{% endmacro %}
