{#
    A code in upper case with nothing but its letters, digits and hyphens; empty becomes
    null.

        {{ clean_code("credential") }}      ' m.d. ' becomes 'MD'
#}
{% macro clean_code(expression) -%}
    nullif(upper({{ regexp_replace(expression, "[^A-Za-z0-9-]", "") }}), '')
{%- endmacro %}
