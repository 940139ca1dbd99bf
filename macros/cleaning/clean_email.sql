{#
    An e-mail address in lower case without any space; null if it has no @ inside. One
    with letters beyond English keeps their case, on which the engines do not agree.

        {{ clean_email("email") }}
        ' Ann.Lee@Example.ORG' becomes 'ann.lee@example.org'
#}
{% macro clean_email(expression) -%}
    {%- set address = without_spaces(expression) -%}
    case
        when {{ regexp_matches(address, "^[!-?A-~]+@[!-?A-~]+$") }}
            then lower({{ address }})
        when {{ regexp_matches(address, "^[^@]+@[^@]+$") }} then {{ address }}
    end
{%- endmacro %}
