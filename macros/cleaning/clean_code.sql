{#
    A code in upper case with nothing but its letters, digits and hyphens; empty becomes
    null.

        {{ clean_code("mrn") }}     ' mrn 0012-3 ' becomes 'MRN0012-3'
#}
{% macro clean_code(expression) -%}
    nullif({{ regexp_replace("upper(" ~ expression ~ ")", "[^A-Z0-9-]", "") }}, '')
{%- endmacro %}
