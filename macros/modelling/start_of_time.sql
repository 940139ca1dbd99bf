{#
    The timestamp from which every first version is valid, so that no encounter is too
    early to find its version.

        {{ start_of_time() }}
        cast('1900-01-01 00:00:00' as timestamp)
#}
{% macro start_of_time() -%}
    {{ dbt.cast("'1900-01-01 00:00:00'", "timestamp") }}
{%- endmacro %}
