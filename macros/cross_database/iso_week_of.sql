{#
    The ISO 8601 week, 1 to 53, of a date or timestamp, as an integer. Weeks start on
    Monday; week 1 holds the year's first Thursday.

        {{ iso_week_of("calendar_date") }}
        cast(weekofyear(calendar_date) as integer)
#}
{% macro iso_week_of(expression) -%}
    {{ return(adapter.dispatch("iso_week_of")(expression)) }}
{%- endmacro %}

{% macro default__iso_week_of(expression) -%}
    {{ dbt.cast("weekofyear(" ~ expression ~ ")", "integer") }}
{%- endmacro %}
