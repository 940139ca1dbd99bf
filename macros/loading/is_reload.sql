{#
    Whether the load that is under way takes everything anew: as int_loads_opened says,
    and where there is no such table yet.

        {% if is_reload() %} … {% endif %}
#}
{% macro is_reload() -%}
    {%- if not execute -%}{{ return(true) }}{%- endif -%}
    {%- set opened = loaded_relation("int_loads_opened") -%}
    {%- if opened is none -%}{{ return(true) }}{%- endif -%}
    {%- set found = run_query("select is_reload from " ~ opened.render()) -%}
    {{ return(found.rows | length == 0 or found.rows[0][0] == 1) }}
{%- endmacro %}
