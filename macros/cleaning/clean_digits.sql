{#
    The digits of a text, if there are as many as asked for, else null.

        {{ clean_digits("npi", 10) }}       '123-456-7893' becomes '1234567893'
#}
{% macro clean_digits(expression, digit_count) -%}
    {%- set digits = regexp_replace(expression, "[^0-9]", "") -%}
    case when {{ dbt.length(digits) }} = {{ digit_count }} then {{ digits }} end
{%- endmacro %}
