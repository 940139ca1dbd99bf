{#
    A billing code in upper case without spaces, dots, commas, hyphens and underscores:
    what is compared and repaired character by character.

        {{ bare_code("icd10_code") }}       'e11-65 ' becomes 'E1165'
#}
{% macro bare_code(expression) -%}
    upper({{ regexp_replace(expression, "[ \t\r\n\u00a0.,_-]+", "") }})
{%- endmacro %}
