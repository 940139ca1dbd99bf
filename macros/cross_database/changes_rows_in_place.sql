{#
    Whether the engine's tables know delete and update. Those of Spark are Parquet files: a
    table is written anew with the rows that it keeps.

        {% if changes_rows_in_place() %} … {% endif %}
#}
{% macro changes_rows_in_place() -%}
    {{ return(adapter.dispatch("changes_rows_in_place")()) }}
{%- endmacro %}

{% macro default__changes_rows_in_place() -%}{{ return(true) }}{%- endmacro %}

{% macro spark__changes_rows_in_place() -%}{{ return(false) }}{%- endmacro %}
