{#
    A US telephone number as its ten digits: a leading country code 1 and an extension
    are dropped; null if that does not leave ten digits.

        {{ clean_phone("phone") }}      '+1 (555) 010-0199 x12' becomes '5550100199'
#}
{% macro clean_phone(expression) -%}
    {%- set number = regexp_replace(expression, "[xX#].*", "") -%}
    {%- set digits = regexp_replace(number, "[^0-9]", "") -%}
    {%- set national = regexp_replace(digits, "^0*1", "") -%}
    case when {{ dbt.length(national) }} = 10 then {{ national }} end
{%- endmacro %}
