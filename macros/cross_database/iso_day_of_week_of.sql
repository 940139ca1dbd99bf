{#
    The ISO 8601 day of the week of a date or timestamp, 1 (Monday) to 7 (Sunday), as an
    integer.

        {{ iso_day_of_week_of("calendar_date") }}
        cast(isodow(calendar_date) as integer)          on DuckDB
        cast(weekday(calendar_date) + 1 as integer)     on MySQL, MariaDB and Spark
#}
{% macro iso_day_of_week_of(expression) -%}
    {{ return(adapter.dispatch("iso_day_of_week_of")(expression)) }}
{%- endmacro %}

{% macro default__iso_day_of_week_of(expression) -%}
    {{ dbt.cast("weekday(" ~ expression ~ ") + 1", "integer") }}
{%- endmacro %}

{% macro duckdb__iso_day_of_week_of(expression) -%}
    {{ dbt.cast("isodow(" ~ expression ~ ")", "integer") }}
{%- endmacro %}
