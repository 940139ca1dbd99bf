{#
    The day of the month, 1 to 31, of a date or timestamp, as an integer.

        {{ day_of_month_of("encounter_date") }}
        cast(extract(day from encounter_date) as integer)
#}
{% macro day_of_month_of(expression) -%}
    {{ return(adapter.dispatch("day_of_month_of")(expression)) }}
{%- endmacro %}

{% macro default__day_of_month_of(expression) -%}
    {{ dbt.cast("extract(day from " ~ expression ~ ")", "integer") }}
{%- endmacro %}
