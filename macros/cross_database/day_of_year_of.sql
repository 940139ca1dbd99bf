{#
    The day of the year, 1 to 366, of a date or timestamp, as an integer.

        {{ day_of_year_of("calendar_date") }}
        cast(dayofyear(calendar_date) as integer)
#}
{% macro day_of_year_of(expression) -%}
    {{ return(adapter.dispatch("day_of_year_of")(expression)) }}
{%- endmacro %}

{% macro default__day_of_year_of(expression) -%}
    {{ dbt.cast("dayofyear(" ~ expression ~ ")", "integer") }}
{%- endmacro %}
