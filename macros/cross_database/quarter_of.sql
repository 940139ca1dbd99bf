{#
    The quarter of the calendar year, 1 to 4, of a date or timestamp, as an integer.

        {{ quarter_of("encounter_date") }}
        cast(extract(quarter from encounter_date) as integer)
#}
{% macro quarter_of(expression) -%}
    {{ return(adapter.dispatch("quarter_of")(expression)) }}
{%- endmacro %}

{% macro default__quarter_of(expression) -%}
    {{ dbt.cast("extract(quarter from " ~ expression ~ ")", "integer") }}
{%- endmacro %}
