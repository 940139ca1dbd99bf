{#
    The English name of the day of the week of a date or timestamp, whatever the
    server's locale.

        {{ day_name_of("calendar_date") }}
#}
{% macro day_name_of(expression) -%}
    {{ return(adapter.dispatch("day_name_of")(expression)) }}
{%- endmacro %}

{% macro default__day_name_of(expression) -%}
    {%- set names = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
    ] -%}
    case {{ iso_day_of_week_of(expression) }}
        {%- for name in names %}
        when {{ loop.index }} then '{{ name }}'
        {%- endfor %}
    end
{%- endmacro %}
