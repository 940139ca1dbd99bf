{#
    on-run-end: enters every model, seed and test of the run into the log, in one
    statement, and how the run ended. Of a test it says how many rows failed, of an error
    its class: no message, because messages quote rows.

        on-run-end: "{{ log_run_end(results) }}"
#}
{% macro log_run_end(results) -%}
    {%- if execute and is_logged_command() -%}
        {%- set ends = {"succeeded": 0, "failed": 0, "skipped": 0} -%}
        {%- set rows = [] -%}
        {%- set row_counts = run_log_row_counts(results) -%}
        {%- for result in results if result.node.resource_type != "operation" -%}
            {%- set status = result.status | string -%}
            {%- set end = {
                "success": "succeeded", "pass": "succeeded", "warn": "succeeded",
                "skipped": "skipped"
            }.get(status, "failed") -%}
            {%- do ends.update({end: ends[end] + 1}) -%}
            {%- set is_error = end == "failed" and status != "fail" -%}
            {%- set started_at = (
                run_log_time(result.timing[0].started_at) if result.timing else "null"
            ) -%}
            {%- set row_count = row_counts.get(result.node.unique_id, {}) -%}
            {%- set values = [
                sql_literal(invocation_id),
                sql_literal(result.node.unique_id[:300]),
                sql_literal(result.node.name[:300]),
                sql_literal(result.node.resource_type | string),
                sql_literal(status),
                started_at,
                sql_literal((result.execution_time * 1000) | round | int),
                sql_literal(row_count.get("rows")),
                sql_literal(row_count.get("source")),
                sql_literal(result.failures if not is_error else none),
                sql_literal(error_class(result.message) if is_error else none)
            ] -%}
            {%- do rows.append("(" ~ values | join(", ") ~ ")") -%}
        {%- endfor -%}
        {%- if rows -%}
            {%- do run_query(
                "insert into " ~ source("run_log", "node_runs").render() ~ " (
                    invocation_id, node_id, node_name, resource_type, status, started_at,
                    duration_milliseconds, row_count, row_count_source, failure_count,
                    error_class
                ) values " ~ rows | join(",\n")
            ) -%}
        {%- endif -%}
        {%- do run_query(end_run_log_invocation({
            "ended_at": run_log_time(),
            "status": sql_literal("error" if ends.failed else "success"),
            "reload_reason": sql_literal(run_log_reload_reason(results)),
            "succeeded_node_count": sql_literal(ends.succeeded),
            "failed_node_count": sql_literal(ends.failed),
            "skipped_node_count": sql_literal(ends.skipped)
        })) -%}
    {%- endif -%}
{%- endmacro %}

{#
    Why the load that this run opened takes everything anew; none where it opened none.
#}
{% macro run_log_reload_reason(results) -%}
    {%- for result in results
        if result.node.name == "stg_oltp__loads_opened"
        and result.node.resource_type == "model"
        and result.status == "success" -%}
        {{ return(reload_reason()) }}
    {%- endfor -%}
    {{ return(none) }}
{%- endmacro %}

{#
    The statement that enters how this run ended: literals by the names of their columns.
#}
{% macro end_run_log_invocation(end) -%}
    {{ return(adapter.dispatch("end_run_log_invocation")(end)) }}
{%- endmacro %}

{% macro default__end_run_log_invocation(end) -%}
    update {{ source("run_log", "invocations").render() }}
    set {% for column, value in end.items() -%}
        {{ column }} = {{ value }}{{ ", " if not loop.last }}
    {%- endfor %}
    where invocation_id = {{ sql_literal(invocation_id) }}
{%- endmacro %}

{% macro spark__end_run_log_invocation(end) -%}
    {%- set row = run_log_beginning() -%}
    {%- do row.update(end) -%}
    {%- do row.pop("invocation_id") -%}
    insert overwrite {{ source("run_log", "invocations").render() }}
    partition (invocation_id = {{ sql_literal(invocation_id) }})
        ({{ row.keys() | join(", ") }})
    values ({{ row.values() | join(", ") }})
{%- endmacro %}
