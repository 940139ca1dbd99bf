{#
    The year that the ISO 8601 week of a date or timestamp belongs to, as an integer:
    the calendar year of that week's Thursday.

        {{ iso_year_of("calendar_date") }}
#}
{% macro iso_year_of(expression) -%}
    {{ return(adapter.dispatch("iso_year_of")(expression)) }}
{%- endmacro %}

{% macro default__iso_year_of(expression) -%}
    {%- set day = dbt.cast(expression, "date") -%}
    {%- set thursday = dbt.dateadd(
        datepart="day",
        interval="4 - " ~ iso_day_of_week_of(day),
        from_date_or_timestamp=day
    ) -%}
    {{ year_of(thursday) }}
{%- endmacro %}
