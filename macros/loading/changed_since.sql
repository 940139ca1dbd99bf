{#
    The moment from which on the load that is under way looks at arrivals, as a literal,
    so that a server can use the index on the time of arrival: as stg_oltp__loads_opened says;
    the end of time in a reload, which needs no list of changes.

        {{ changed_since() }}
        cast('2025-11-01 00:00:00' as timestamp)
#}
{% macro changed_since() -%}
    {%- set opened = loaded_relation("stg_oltp__loads_opened") -%}
    {%- if is_reload() -%}{{ return(end_of_time()) }}{%- endif -%}
    {%- set found = run_query("select changed_since from " ~ opened.render()) -%}
    {{ return(dbt.cast("'" ~ found.rows[0][0] ~ "'", "timestamp")) }}
{%- endmacro %}
