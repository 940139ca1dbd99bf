{#
    The timestamp until which a current version is valid: a far future instead of a null,
    so that `valid_from <= moment and moment < valid_to` needs no exception.

        {{ end_of_time() }}
        cast('9999-12-31 00:00:00' as timestamp)
#}
{% macro end_of_time() -%}
    {{ dbt.cast("'9999-12-31 00:00:00'", "timestamp") }}
{%- endmacro %}
