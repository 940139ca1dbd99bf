{#
    An identifier without any space, in upper case; empty becomes null. One with letters
    beyond English keeps their case, on which the engines do not agree.

        {{ clean_identifier("mrn") }}       ' mrn 0012/3 ' becomes 'MRN0012/3'
#}
{% macro clean_identifier(expression) -%}
    {%- set characters = without_spaces(expression) -%}
    case
        when {{ regexp_matches(expression, "^[!-`{-~]+$") }} then {{ expression }}
        when {{ regexp_matches(characters, "^[!-~]+$") }} then upper({{ characters }})
        else nullif({{ characters }}, '')
    end
{%- endmacro %}
