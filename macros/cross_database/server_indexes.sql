{#
    The indexes of a table, for its config, where an index helps: on MySQL and MariaDB. One
    list of columns an index.

        {{ config(indexes=server_indexes(["patient_id", "valid_from"], ["payer_key"])) }}
        indexes=[{"columns": ["patient_id", "valid_from"]}, {"columns": ["payer_key"]}]

    DuckDB scans columns faster than it follows an index, and two threads that replace
    indexed tables there trip over each other: it gets none.
#}
{% macro server_indexes() -%}
    {{ return(adapter.dispatch("server_indexes")(varargs)) }}
{%- endmacro %}

{% macro default__server_indexes(column_lists) -%}
    {{ return([]) }}
{%- endmacro %}

{% macro mysql__server_indexes(column_lists) -%}
    {%- set indexes = [] -%}
    {%- for column_list in column_lists -%}
        {%- do indexes.append({"columns": column_list}) -%}
    {%- endfor -%}
    {{ return(indexes) }}
{%- endmacro %}

{% macro mariadb__server_indexes(column_lists) -%}
    {{ return(mysql__server_indexes(column_lists)) }}
{%- endmacro %}
