{#
    The English name of the month of a date or timestamp, whatever the server's locale.

        {{ month_name_of("calendar_date") }}
#}
{% macro month_name_of(expression) -%}
    {{ return(adapter.dispatch("month_name_of")(expression)) }}
{%- endmacro %}

{% macro default__month_name_of(expression) -%}
    {%- set names = [
        "January", "February", "March", "April", "May", "June", "July", "August",
        "September", "October", "November", "December"
    ] -%}
    case {{ month_of(expression) }}
        {%- for name in names %}
        when {{ loop.index }} then '{{ name }}'
        {%- endfor %}
    end
{%- endmacro %}
