{#
    Condition that two values differ, where null equals null and differs from all else.

        where {{ is_distinct_from("actual_value", "expected_value") }}
        where (actual_value is distinct from expected_value)     on DuckDB and Spark
        where (not (actual_value <=> expected_value))            on MySQL and MariaDB
#}
{% macro is_distinct_from(first_value, second_value) -%}
    {{ return(adapter.dispatch("is_distinct_from")(first_value, second_value)) }}
{%- endmacro %}

{% macro default__is_distinct_from(first_value, second_value) -%}
    ({{ first_value }} is distinct from {{ second_value }})
{%- endmacro %}

{% macro mysql__is_distinct_from(first_value, second_value) -%}
    (not ({{ first_value }} <=> {{ second_value }}))
{%- endmacro %}
