{#
    on-run-start: enters the run into the log, as running. What ends without a word, by a
    signal or a power failure, stays so.

        on-run-start: "{{ log_run_start() }}"
#}
{% macro log_run_start() -%}
    {%- if execute and is_logged_command() -%}
        {%- do create_run_log() -%}
        {%- set beginning = run_log_beginning() -%}
        {%- do run_query(
            "insert into " ~ source("run_log", "invocations").render()
            ~ " (" ~ beginning.keys() | join(", ") ~ ")
            values (" ~ beginning.values() | join(", ") ~ ")"
        ) -%}
    {%- endif -%}
{%- endmacro %}

{#
    What is known of a run when it begins: literals by the names of their columns.
#}
{% macro run_log_beginning() -%}
    {%- set selection = [] -%}
    {%- for option in ["select", "exclude", "selector"] -%}
        {%- set given = invocation_args_dict.get(option) -%}
        {%- if given -%}
            {%- set words = [given] if given is string else given -%}
            {%- do selection.append("--" ~ option ~ " " ~ words | join(" ")) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return({
        "invocation_id": sql_literal(invocation_id),
        "command": sql_literal(flags.WHICH),
        "selection": sql_literal((selection | join(" "))[:1000] or none),
        "target_name": sql_literal(target.name),
        "is_full_refresh": sql_literal(1 if flags.FULL_REFRESH else 0),
        "dbt_version": sql_literal(dbt_version),
        "project_fingerprint": sql_literal(project_fingerprint()),
        "started_at": run_log_time(run_started_at),
        "status": sql_literal("running")
    }) }}
{%- endmacro %}
