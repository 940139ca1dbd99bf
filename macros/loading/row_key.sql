{#
    The columns by which replace_changed finds a row again in the table of the model that
    is being built, to write it only if it differs: on MySQL and MariaDB the primary key of
    the model's contract or, without one, its unique index. None on DuckDB, where a table
    is rewritten as cheaply as compared.

        {{ row_key() }}
        ["encounter_key", "diagnosis_key", "procedure_key"]
#}
{% macro row_key() -%}
    {{ return(adapter.dispatch("row_key")()) }}
{%- endmacro %}

{% macro default__row_key() -%}
    {{ return([]) }}
{%- endmacro %}

{% macro mysql__row_key() -%}
    {{ return(adapter.row_key(model)) }}
{%- endmacro %}

{% macro mariadb__row_key() -%}
    {{ return(mysql__row_key()) }}
{%- endmacro %}
