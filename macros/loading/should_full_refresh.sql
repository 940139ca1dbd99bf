{#
    Whether a model is built whole although its table exists. In place of dbt's own, which
    looks at the configuration and the flag --full-refresh alone: a model that replaces
    changed rows is also built whole when the load that is under way is a reload.

        {% if should_full_refresh() %} … {% endif %}
#}
{% macro should_full_refresh() -%}
    {%- set configured = config.get("full_refresh") -%}
    {%- if configured is not none -%}{{ return(configured) }}{%- endif -%}
    {%- if flags.FULL_REFRESH -%}{{ return(true) }}{%- endif -%}
    {%- if config.get("incremental_strategy") != "replace_changed" -%}
        {{ return(false) }}
    {%- endif -%}
    {{ return(is_reload()) }}
{%- endmacro %}
