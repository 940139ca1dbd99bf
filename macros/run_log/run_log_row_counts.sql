{#
    How many rows the tables have that a run built, by the id of the model or seed: the
    number, and where it comes from.

        {{ run_log_row_counts(results) }}
        {"model.healthcare_analytics.dim_payer": {"rows": 9, "source": "written"}, …}

    - written: the engine said how many rows it wrote into a table that it built whole.
      MySQL and MariaDB do; DuckDB does for seeds alone.
    - unchanged, without a number: an increment whose list of changes is empty, on an
      engine where counting is a pass over the table.
    - counted: every other table, all in one statement.
#}
{% macro run_log_row_counts(results) -%}
    {%- set row_counts = {} -%}
    {%- set counted = [] -%}
    {%- set unchanged = run_log_unchanged_models(results) -%}
    {%- for result in results
        if result.status == "success"
        and result.node.resource_type in ("model", "seed")
        and result.node.config.materialized in ("table", "incremental", "seed") -%}
        {%- set node = result.node -%}
        {%- set written = result.adapter_response.get("rows_affected") -%}
        {%- if node.unique_id in unchanged -%}
            {%- do row_counts.update({node.unique_id: {"source": "unchanged"}}) -%}
        {%- elif written is none or node.config.materialized == "incremental" -%}
            {%- do counted.append(
                "select " ~ sql_literal(node.unique_id) ~ ", count(*) from "
                ~ node.relation_name
            ) -%}
        {%- else -%}
            {%- do row_counts.update(
                {node.unique_id: {"rows": written, "source": "written"}}
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if counted -%}
        {%- for row in run_query(counted | join(" union all ")).rows -%}
            {%- do row_counts.update(
                {row[0]: {"rows": row[1] | int, "source": "counted"}}
            ) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(row_counts) }}
{%- endmacro %}

{#
    The incremental models of a run that cannot have changed, as a list of ids, where it is
    worth asking: their list of changes (meta.changes) has no row, nothing is taken anew,
    and no row was written.
#}
{% macro run_log_unchanged_models(results) -%}
    {{ return(adapter.dispatch("run_log_unchanged_models")(results)) }}
{%- endmacro %}

{% macro default__run_log_unchanged_models(results) -%}
    {%- set models = {} -%}
    {%- for result in results
        if result.status == "success"
        and result.adapter_response.get("rows_affected") == 0 -%}
        {%- set strategy = result.node.config.get("incremental_strategy") -%}
        {%- set list = result.node.config.get("meta", {}).get("changes") -%}
        {%- if strategy == "replace_changed" or strategy == "replace_load" and list -%}
            {%- do models.update({result.node.unique_id: list}) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not models or flags.FULL_REFRESH or is_reload() -%}{{ return([]) }}{%- endif -%}
    {%- set empty = [none] -%}
    {%- set queries = [] -%}
    {%- for list in models.values() | select | unique -%}
        {%- do queries.append(
            "select " ~ sql_literal(list) ~ ", count(*) from (select 1 as one from "
            ~ loaded_relation(list) ~ " limit 1) as first_rows"
        ) -%}
    {%- endfor -%}
    {%- if queries -%}
        {%- for row in run_query(queries | join(" union all ")).rows if row[1] == 0 -%}
            {%- do empty.append(row[0]) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set unchanged = [] -%}
    {%- for model_id, list in models.items() if list in empty -%}
        {%- do unchanged.append(model_id) -%}
    {%- endfor -%}
    {{ return(unchanged) }}
{%- endmacro %}

{% macro duckdb__run_log_unchanged_models(results) -%}
    {{ return([]) }}
{%- endmacro %}
