{#
    Whether an increment looks for the rows that come out as they were, and leaves them
    alone. On MySQL and MariaDB, where each row written costs a place in every index; on
    DuckDB a table is rewritten as cheaply as compared.

        {% if keeps_equal_rows() %} … {% endif %}
#}
{% macro keeps_equal_rows() -%}
    {{ return(adapter.dispatch("keeps_equal_rows")()) }}
{%- endmacro %}

{% macro default__keeps_equal_rows() -%}{{ return(false) }}{%- endmacro %}

{% macro mysql__keeps_equal_rows() -%}{{ return(true) }}{%- endmacro %}

{% macro mariadb__keeps_equal_rows() -%}{{ return(true) }}{%- endmacro %}
