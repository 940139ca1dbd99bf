{#
    The month of the year, 1 to 12, of a date or timestamp, as an integer.

        {{ month_of("encounter_date") }}
        cast(extract(month from encounter_date) as integer)
#}
{% macro month_of(expression) -%}
    {{ return(adapter.dispatch("month_of")(expression)) }}
{%- endmacro %}

{% macro default__month_of(expression) -%}
    {{ dbt.cast("extract(month from " ~ expression ~ ")", "integer") }}
{%- endmacro %}
