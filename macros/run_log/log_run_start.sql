{#
    on-run-start: enters the run into the log, as running. What ends without a word, by a
    signal or a power failure, stays so.

        on-run-start: "{{ log_run_start() }}"
#}
{% macro log_run_start() -%}
    {%- if execute and is_logged_command() -%}
        {%- do create_run_log() -%}
        {%- set selection = [] -%}
        {%- for option in ["select", "exclude", "selector"] -%}
            {%- set given = invocation_args_dict.get(option) -%}
            {%- if given -%}
                {%- set words = [given] if given is string else given -%}
                {%- do selection.append("--" ~ option ~ " " ~ words | join(" ")) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- set values = [] -%}
        {%- for value in [
            invocation_id,
            flags.WHICH,
            (selection | join(" "))[:1000] or none,
            target.name,
            1 if flags.FULL_REFRESH else 0,
            dbt_version,
            project_fingerprint(),
            run_log_time(run_started_at),
            "running"
        ] -%}
            {%- do values.append(sql_literal(value)) -%}
        {%- endfor -%}
        {%- do run_query(
            "insert into " ~ source("run_log", "invocations").render() ~ " (
                invocation_id, command, selection, target_name, is_full_refresh,
                dbt_version, project_fingerprint, started_at, status
            ) values (" ~ values | join(", ") ~ ")"
        ) -%}
    {%- endif -%}
{%- endmacro %}
