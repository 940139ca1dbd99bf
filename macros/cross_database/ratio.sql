{#
    Quotient of two counts as decimal(9,6), rounded half up; null if the denominator is
    zero. Both are integers from 0 to 4 * 10^12.

        {{ ratio("readmitted_stay_count", "index_stay_count") }}

    Computed in whole millionths, so that every engine gives the same last digit.
#}
{% macro ratio(numerator, denominator) -%}
    {{ return(adapter.dispatch("ratio")(numerator, denominator)) }}
{%- endmacro %}

{% macro default__ratio(numerator, denominator) -%}
    {%- set doubled_millionths -%}
        2000000 * {{ dbt.cast(numerator, "bigint") }}
        + {{ dbt.cast(denominator, "bigint") }}
    {%- endset -%}
    {%- set doubled_denominator -%}
        2 * {{ dbt.cast(denominator, "bigint") }}
    {%- endset -%}
    {%- set millionths = dbt.cast(
        integer_divide(doubled_millionths, doubled_denominator), "decimal(9,0)"
    ) -%}
    {{ dbt.cast(millionths ~ " * 0.000001", "decimal(9,6)") }}
{%- endmacro %}
