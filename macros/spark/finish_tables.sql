{#
    on-run-start: on Spark, finishes what a killed run left half-way; elsewhere a table is
    put in place in one step.

        on-run-start: "{{ finish_tables() }}"

    It is one of two things: the live table with a work table beside it, which is dropped;
    or, killed between the drop and the rename, the work table alone, which takes its
    place: a table is in the catalogue only when all of its files are written. So no history
    is lost. It has to happen before any model is compiled, because a model asks whether its
    table is there.
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
        {%- for row in run_query("show tables in " ~ schema ~ " like '*__next_*'").rows -%}
            {%- set work = api.Relation.create(
                schema=schema, identifier=row["tableName"], type="table"
            ) -%}
            {%- set live = api.Relation.create(
                schema=schema, identifier=work.identifier.split("__next_")[0], type="table"
            ) -%}
            {%- if load_cached_relation(live) is none -%}
                {%- do adapter.rename_relation(work, live) -%}
            {%- else -%}
                {%- do adapter.drop_relation(work) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}
