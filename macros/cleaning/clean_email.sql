{#
    An e-mail address in lower case without any space; null if it has no @ inside.

        {{ clean_email("email") }}
        ' Ann.Lee@Example.ORG' becomes 'ann.lee@example.org'
#}
{% macro clean_email(expression) -%}
    {%- set spaces = "[ \t\r\n\u00a0]" -%}
    {%- set address = regexp_replace("lower(" ~ expression ~ ")", spaces, "") -%}
    case when {{ regexp_matches(address, "^[^@]+@[^@]+$") }} then {{ address }} end
{%- endmacro %}
