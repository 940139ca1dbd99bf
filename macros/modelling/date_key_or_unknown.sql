{#
    The key of dim_date for a date or timestamp: yyyymmdd within the calendar that the
    variables calendar_start_date and calendar_end_date span, else -1, for null too.

        {{ date_key_or_unknown("encounter_ended_at") }}
#}
{% macro date_key_or_unknown(expression) -%}
    {%- set day = dbt.cast(expression, "date") -%}
    {%- set first_day = dbt.cast("'" ~ var("calendar_start_date") ~ "'", "date") -%}
    {%- set last_day = dbt.cast("'" ~ var("calendar_end_date") ~ "'", "date") -%}
    case
        when {{ day }} between {{ first_day }} and {{ last_day }}
            then {{ date_key(expression) }}
        else -1
    end
{%- endmacro %}
