{#
    on-run-start: on Spark, declares the Parquet files of the OLTP database as tables of
    its catalogue; elsewhere the database has tables of its own. The files lie in a folder
    a table, below the folder of the database in the lake (SPARK_LAKE, a path or the
    address of an object store), as `hospital generate --engine spark` writes them.

        on-run-start: "{{ register_lake() }}"

    The columns have the types that the source's YAML declares: decimals stay exact, and
    timestamps have no time zone. Text is a string, because a char would be padded. Only the
    catalogue's entry is replaced at each run, never a file.
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
        {%- set columns = [] -%}
        {%- for column in source.columns.values() -%}
            {%- set kind = column.data_type.split("(")[0] -%}
            {%- set data_type = {
                "char": "string", "varchar": "string", "datetime": "timestamp_ntz"
            }.get(kind, column.data_type) -%}
            {%- do columns.append(column.name ~ " " ~ data_type) -%}
        {%- endfor -%}
        {%- do run_query("drop table if exists " ~ source.relation_name) -%}
        {%- do run_query(
            "create table " ~ source.relation_name ~ " (" ~ columns | join(", ") ~ ")"
            ~ " using parquet location "
            ~ sql_literal(lake ~ "/" ~ source.schema ~ "/" ~ source.name)
        ) -%}
    {%- endfor -%}
{%- endmacro %}
