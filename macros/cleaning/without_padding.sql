{#
    Text without the spaces at its ends, those inside untouched. Tabs, line ends and
    no-break spaces count as space.

        {{ without_padding("city") }}       ' Grove  City ' becomes 'Grove  City'
#}
{% macro without_padding(expression) -%}
    {%- set spaces = "[ \t\r\n\u00a0]+" -%}
    {{ regexp_replace(expression, "^" ~ spaces ~ "|" ~ spaces ~ "$", "") }}
{%- endmacro %}
