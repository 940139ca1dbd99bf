{#
    The integer yyyymmdd of a date or timestamp, as in dim_date's key; null for null.

        {{ date_key("encounter_started_at") }}
#}
{% macro date_key(expression) -%}
    {{ return(adapter.dispatch("date_key")(expression)) }}
{%- endmacro %}

{% macro default__date_key(expression) -%}
    ({{ year_of(expression) }} * 10000
    + {{ month_of(expression) }} * 100
    + {{ day_of_month_of(expression) }})
{%- endmacro %}
