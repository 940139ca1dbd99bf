{#
    on-run-start: on Spark, declares the Parquet files of the OLTP database as tables of
    its catalogue; elsewhere the database has tables of its own. The files lie in a folder
    a table, below the folder of the database in the lake (SPARK_LAKE, a path or the
    address of an object store), as `hospital generate --engine spark` writes them.

        on-run-start: "{{ register_lake() }}"

    Parquet knows decimals, dates and timestamps without a time zone, and Spark takes them
    as they are. Only the catalogue's entry is replaced at each run, never a file.
#}
{% macro register_lake() -%}
    {%- if execute and is_logged_command() -%}
        {{ return(adapter.dispatch("register_lake")()) }}
    {%- endif -%}
{%- endmacro %}

{% macro default__register_lake() -%}{%- endmacro %}

{% macro spark__register_lake() -%}
    {%- set lake = env_var("SPARK_LAKE", "data/spark/lake") -%}
    {%- if not (lake.startswith("/") or ":" in lake) -%}
        {%- set lake = invocation_args_dict.project_dir ~ "/" ~ lake -%}
    {%- endif -%}
    {%- for source in graph.sources.values() if source.source_name == "oltp" -%}
        {%- if loop.first -%}
            {%- do run_query("create schema if not exists " ~ source.schema) -%}
        {%- endif -%}
        {%- do run_query("drop table if exists " ~ source.relation_name) -%}
        {%- do run_query(
            "create table " ~ source.relation_name ~ " using parquet location '"
            ~ dbt.escape_single_quotes(lake ~ "/" ~ source.schema ~ "/" ~ source.name) ~ "'"
        ) -%}
    {%- endfor -%}
{%- endmacro %}
