{#
    Condition that a text has the form of a CPT code (five digits, of which those with
    two leading zeros or 02 to 09 are not given out, or four and a letter) or of a HCPCS
    Level II code (a letter and four digits). Null for null.

        where {{ is_cpt_code("cpt_code") }}     '99213' and 'G0439' are, '9921' is none

    The letters O, I and L stand where digits do in no code, save a leading L.
#}
{% macro is_cpt_code(expression) -%}
    {%- set five_digits = "(0[01]|[1-9][0-9])[0-9]{3}" -%}
    {%- set four_and_a_letter = "[0-9]{4}[A-HJKMNP-Z]" -%}
    {%- set level_two = "[A-HJ-NP-V][0-9]{4}" -%}
    {{ regexp_matches(
        expression,
        "^(" ~ five_digits ~ "|" ~ four_and_a_letter ~ "|" ~ level_two ~ ")$"
    ) }}
{%- endmacro %}
