{#
    The month of a date or timestamp as text yyyy-mm; null for null.

        {{ format_year_month("encounter_started_at") }}

    Every engine writes a date as yyyy-mm-dd, so its first seven characters serve.
#}
{% macro format_year_month(expression) -%}
    {{ return(adapter.dispatch("format_year_month")(expression)) }}
{%- endmacro %}

{% macro default__format_year_month(expression) -%}
    {%- set day = dbt.cast(dbt.cast(expression, "date"), "varchar(10)") -%}
    {{ dbt.cast("substring(" ~ day ~ ", 1, 7)", "varchar(7)") }}
{%- endmacro %}
