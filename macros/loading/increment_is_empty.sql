{#
    Whether the load that is under way has nothing to do for a model, which is then left
    as it is: the list of changes that it follows is empty, or there is none, since only a
    reload changes the model. The adapter for MySQL and MariaDB asks for it.

        {% if increment_is_empty() %} … {% endif %}

    That holds for both strategies: what a broken run of the same load replaced or
    appended, keys_still_open keeps on the list. In a reload a model that replaces what
    changed is built whole and not asked; one that keeps a history of loads is never empty.
#}
{% macro increment_is_empty() -%}
    {%- set strategy = config.get("incremental_strategy") -%}
    {%- set list = config.get("meta", {}).get("changes") -%}
    {%- if strategy == "replace_load" -%}
        {%- if is_reload() -%}{{ return(false) }}{%- endif -%}
    {%- elif strategy != "replace_changed" -%}
        {{ return(false) }}
    {%- elif not list -%}
        {{ return(true) }}
    {%- endif -%}
    {%- set found = run_query("select 1 from " ~ ref(list).render() ~ " limit 1") -%}
    {{ return(found.rows | length == 0) }}
{%- endmacro %}
