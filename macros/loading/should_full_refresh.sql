{#
    Whether a model is built whole although its table exists. In place of dbt's own, which
    looks at the configuration and the flag --full-refresh alone: here it also depends on
    the load that is under way.

        {% if should_full_refresh() %} … {% endif %}

    A model that replaces changed rows is built whole in every reload. One that keeps a
    history of loads is not, whatever the flag says: it begins anew with another source.
#}
{% macro should_full_refresh() -%}
    {%- set strategy = config.get("incremental_strategy") -%}
    {%- set configured = config.get("full_refresh") -%}
    {%- if configured is not none -%}{{ return(configured) }}{%- endif -%}
    {%- if strategy == "replace_load" -%}
        {{ return(reload_reason() in ["First load", "Another source"]) }}
    {%- endif -%}
    {%- if flags.FULL_REFRESH -%}{{ return(true) }}{%- endif -%}
    {{ return(strategy == "replace_changed" and is_reload()) }}
{%- endmacro %}
