{#
    A fingerprint of what the tables are made by: every model, seed and macro of the
    project, the columns they promise, the variables that shape them, and the name of the
    source.

        {{ project_fingerprint() }}
        0cc175b9c0f1b6a831c399e269772661

    The variable as_of_date is left out: what it changes, a load finds by itself; so are
    macros that only test or keep the run log. Macros are not in dbt's graph, but the
    context has them by name, with their text.
#}
{% macro project_fingerprint() -%}
    {%- if not execute -%}{{ return("") }}{%- endif -%}
    {%- set parts = [] -%}
    {%- for node in graph.nodes.values()
        if node.resource_type in ("model", "seed")
        and node.package_name == project_name -%}
        {%- set columns = [] -%}
        {%- for column in node.columns.values() -%}
            {%- do columns.append(column.name ~ " " ~ column.data_type) -%}
        {%- endfor -%}
        {%- do parts.append(
            node.name ~ " " ~ node.checksum.checksum ~ " " ~ columns | join(", ")
        ) -%}
    {%- endfor -%}
    {%- for generator in context[project_name].values() -%}
        {%- set folder = generator.macro.original_file_path.replace("\\", "/") -%}
        {%- if folder.startswith("macros/")
            and folder.split("/")[1] not in ("testing", "run_log") -%}
            {%- do parts.append(
                "macro " ~ generator.macro.name ~ " "
                ~ local_md5(generator.macro.macro_sql)
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for name in [
        "oltp_schema", "calendar_start_date", "calendar_end_date",
        "fiscal_year_start_month", "readmission_window_days"
    ] -%}
        {%- do parts.append(name ~ " " ~ var(name)) -%}
    {%- endfor -%}
    {%- for node in graph.sources.values()
        if node.package_name == project_name and node.source_name == "oltp" -%}
        {%- do parts.append(node.schema ~ " " ~ node.name) -%}
    {%- endfor -%}
    {{ return(local_md5(parts | sort | join("\n"))) }}
{%- endmacro %}
