{#
    Text without space at its ends and with single spaces inside; empty becomes null.
    Tabs, line ends and no-break spaces count as space.

        {{ clean_text("first_name") }}      '  Mary   Ann ' becomes 'Mary Ann'
#}
{% macro clean_text(expression) -%}
    {%- set spaces = "[ \t\r\n\u00a0]+" -%}
    nullif(trim({{ regexp_replace(expression, spaces, " ") }}), '')
{%- endmacro %}
