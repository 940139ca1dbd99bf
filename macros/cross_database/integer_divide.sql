{#
    Quotient of two integers without its remainder, rounded towards zero; null if the
    denominator is zero.

        {{ integer_divide("length_of_stay_hours", "24") }}
        length_of_stay_hours // 24      on DuckDB
        length_of_stay_hours div 24     on MySQL, MariaDB and Spark

    `/` would be an exact decimal on one engine and a double on the next.
#}
{% macro integer_divide(numerator, denominator) -%}
    {{ return(adapter.dispatch("integer_divide")(numerator, denominator)) }}
{%- endmacro %}

{% macro default__integer_divide(numerator, denominator) -%}
    (({{ numerator }}) div ({{ denominator }}))
{%- endmacro %}

{% macro duckdb__integer_divide(numerator, denominator) -%}
    (({{ numerator }}) // ({{ denominator }}))
{%- endmacro %}
