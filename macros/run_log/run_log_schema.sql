{#
    The schema of the run log: one for a warehouse, beside its star, so that nothing which
    replaces, drops or renames the star's own schemas reaches it. A star that is built
    under another name, to be put in place later, names its warehouse's by LOG_DATABASE.

        {{ run_log_schema() }}
        healthcare_olap_log
#}
{% macro run_log_schema() -%}
    {{ return(env_var("LOG_DATABASE", target.schema ~ "_log")) }}
{%- endmacro %}
