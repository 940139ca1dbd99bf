{#
    The calendar year, of a date or timestamp, as an integer.

        {{ year_of("encounter_date") }}
        cast(extract(year from encounter_date) as integer)
#}
{% macro year_of(expression) -%}
    {{ return(adapter.dispatch("year_of")(expression)) }}
{%- endmacro %}

{% macro default__year_of(expression) -%}
    {{ dbt.cast("extract(year from " ~ expression ~ ")", "integer") }}
{%- endmacro %}
