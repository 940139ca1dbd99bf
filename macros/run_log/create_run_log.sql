{#
    Creates the tables of the run log where there are none. They are no models, because no
    run may ever replace them.

        {% do create_run_log() %}
#}
{% macro create_run_log() -%}
    {%- set invocations = source("run_log", "invocations") -%}
    {%- if not adapter.check_schema_exists(invocations.database, invocations.schema) -%}
        {%- do adapter.create_schema(invocations.without_identifier()) -%}
    {%- endif -%}
    {%- do run_query(create_run_log_table(
        invocations,
        [
            "invocation_id varchar(36) not null",
            "command varchar(20) not null",
            "selection varchar(1000)",
            "target_name varchar(100) not null",
            "is_full_refresh integer not null",
            "reload_reason varchar(40)",
            "dbt_version varchar(20) not null",
            "project_fingerprint varchar(32) not null",
            "started_at " ~ dbt.type_timestamp() ~ " not null",
            "ended_at " ~ dbt.type_timestamp(),
            "status varchar(20) not null",
            "succeeded_node_count integer",
            "failed_node_count integer",
            "skipped_node_count integer"
        ],
        ["invocation_id"]
    )) -%}
    {%- do run_query(create_run_log_table(
        source("run_log", "node_runs"),
        [
            "invocation_id varchar(36) not null",
            "node_id varchar(300) not null",
            "node_name varchar(300) not null",
            "resource_type varchar(20) not null",
            "status varchar(20) not null",
            "started_at " ~ dbt.type_timestamp(),
            "duration_milliseconds bigint not null",
            "row_count bigint",
            "row_count_source varchar(20)",
            "failure_count bigint",
            "error_class varchar(100)"
        ],
        ["invocation_id", "node_id"]
    )) -%}
{%- endmacro %}

{#
    The statement that creates one table of the log: its columns as they are declared, and
    the names of those that identify a row.

    On Spark a partition holds the rows of one invocation, so that its end can be written
    over its beginning: Parquet files know no update, and no key.
#}
{% macro create_run_log_table(relation, columns, key) -%}
    {{ return(adapter.dispatch("create_run_log_table")(relation, columns, key)) }}
{%- endmacro %}

{% macro default__create_run_log_table(relation, columns, key) -%}
    create table if not exists {{ relation.render() }} (
        {{ columns | join(",\n        ") }},
        primary key ({{ key | join(", ") }})
    )
{%- endmacro %}

{% macro spark__create_run_log_table(relation, columns, key) -%}
    create table if not exists {{ relation.render() }} (
        {{ columns | join(",\n        ") }}
    )
    using parquet
    partitioned by (invocation_id)
{%- endmacro %}
