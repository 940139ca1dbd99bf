{#
    Why the load that is under way takes everything anew, as stg_oltp__loads_opened says; none
    if it takes only what has changed. Where there is no such table yet, no load was ever
    begun.

        {% if reload_reason() == "Another source" %} … {% endif %}
#}
{% macro reload_reason() -%}
    {%- if not execute -%}{{ return("First load") }}{%- endif -%}
    {%- set opened = loaded_relation("stg_oltp__loads_opened") -%}
    {%- if opened is none -%}{{ return("First load") }}{%- endif -%}
    {#- A model asks several times: what the first answer was, dbt keeps for the node. -#}
    {%- set kept = load_result("reload_reason") -%}
    {%- set found = kept.table if kept
        else run_query("select reload_reason from " ~ opened.render()) -%}
    {%- do store_result("reload_reason", response=none, agate_table=found) -%}
    {{ return(found.rows[0][0] if found.rows | length > 0 else "First load") }}
{%- endmacro %}
