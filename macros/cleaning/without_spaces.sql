{#
    Text without any space: blanks, tabs, line ends and no-break spaces.

        {{ without_spaces("icd10_code") }}      ' J 18.9' becomes 'J18.9'
#}
{% macro without_spaces(expression) -%}
    {{ regexp_replace(expression, "[ \t\r\n\u00a0]+", "") }}
{%- endmacro %}
