{#
    Where dbt builds a model: dbt's own rule, but for the schema called log, which is that
    of the run log.

        +schema: log
#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if custom_schema_name == "log" -%}{{ return(run_log_schema()) }}{%- endif -%}
    {{ return(default__generate_schema_name(custom_schema_name, node)) }}
{%- endmacro %}
