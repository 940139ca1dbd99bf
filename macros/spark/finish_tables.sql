{#
    on-run-start: on Spark, finishes what a killed run left half-way; elsewhere a table is
    put in place in one step.

        on-run-start: "{{ finish_tables() }}"

    A table is in the catalogue only when all of its files are written. So what a killed run
    left is one of these:
    - the partitions that it was about to write, complete: they are written, once more;
    - a whole table, complete, without the live one, killed between the drop and the rename:
      it takes its place, and no history is lost;
    - another work table beside the live one, which is dropped.
    It has to happen before any model is compiled, because a model asks what its table holds.
#}
{% macro finish_tables() -%}
    {%- if execute and is_logged_command() -%}
        {{ return(adapter.dispatch("finish_tables")()) }}
    {%- endif -%}
{%- endmacro %}

{% macro default__finish_tables() -%}{%- endmacro %}

{% macro spark__finish_tables() -%}
    {%- set schemas = [] -%}
    {%- for node in graph.nodes.values()
        if node.resource_type == "model"
        and node.config.materialized in ("table", "incremental")
        and node.schema not in schemas -%}
        {%- do schemas.append(node.schema) -%}
    {%- endfor -%}
    {%- for schema in schemas if adapter.check_schema_exists(none, schema) -%}
        {%- set patterns = "'*__partitions_*|*__next_*|*__fresh_*'" -%}
        {%- for row in run_query("show tables in " ~ schema ~ " like " ~ patterns).rows -%}
            {%- set name, purpose = row["tableName"].rsplit("__", 1) -%}
            {%- set work = api.Relation.create(
                schema=schema, identifier=row["tableName"], type="table"
            ) -%}
            {%- set live = api.Relation.create(schema=schema, identifier=name, type="table") -%}
            {%- if purpose.startswith("partitions_") -%}
                {%- do spark_put_partitions_in_place(work, live) -%}
            {%- elif purpose.startswith("next_") and load_cached_relation(live) is none -%}
                {%- do adapter.rename_relation(work, live) -%}
            {%- else -%}
                {%- do adapter.drop_relation(work) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}
