{#
    The character with that number in ASCII, for those that the engines' texts spell
    differently, such as the backslash.

        {{ character(92) }}
        chr(92)                     on DuckDB and Spark
        char(92 using utf8mb4)      on MySQL and MariaDB
#}
{% macro character(number) -%}
    {{ return(adapter.dispatch("character")(number)) }}
{%- endmacro %}

{% macro default__character(number) -%}
    chr({{ number }})
{%- endmacro %}

{% macro mysql__character(number) -%}
    char({{ number }} using utf8mb4)
{%- endmacro %}

{% macro mariadb__character(number) -%}
    char({{ number }} using utf8mb4)
{%- endmacro %}
