{#
    The indexes of a table, for its config, where an index helps: on MySQL and MariaDB. One
    list of columns an index; the list called unique is a unique one.

        {{ config(indexes=server_indexes(["patient_id", "valid_from"], ["payer_key"])) }}
        indexes=[{"columns": ["patient_id", "valid_from"]}, {"columns": ["payer_key"]}]
        {{ config(indexes=server_indexes(unique=["patient_id"])) }}
        indexes=[{"columns": ["patient_id"], "unique": true}]

    DuckDB scans columns faster than it follows an index, and two threads that replace
    indexed tables there trip over each other: it gets none.
#}
{% macro server_indexes() -%}
    {{ return(adapter.dispatch("server_indexes")(varargs, kwargs.get("unique"))) }}
{%- endmacro %}

{% macro default__server_indexes(column_lists, unique=none) -%}
    {{ return([]) }}
{%- endmacro %}

{% macro mysql__server_indexes(column_lists, unique=none) -%}
    {%- set indexes = [] -%}
    {%- for column_list in column_lists -%}
        {%- do indexes.append({"columns": column_list}) -%}
    {%- endfor -%}
    {%- if unique -%}{%- do indexes.append({"columns": unique, "unique": true}) -%}{%- endif -%}
    {{ return(indexes) }}
{%- endmacro %}

{% macro mariadb__server_indexes(column_lists, unique=none) -%}
    {{ return(mysql__server_indexes(column_lists, unique)) }}
{%- endmacro %}
