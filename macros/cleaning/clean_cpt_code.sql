{#
    A CPT or HCPCS Level II code in upper case. Leading zeros that a spreadsheet took
    come back where the rest, 100 to 1999, is an anesthesia code. Where only a digit can
    stand, a letter that looks like it becomes it: O is 0, I and L are 1 (a leading L
    stays, L0021 is a code). What even so has not the form of a code keeps its
    characters; empty becomes null.

        {{ clean_cpt_code("cpt_code") }}
        ' g0439' becomes 'G0439', '100' '00100', '992I3' '99213'
#}
{% macro clean_cpt_code(expression) -%}
    {%- set bare = bare_code(expression) -%}
    {%- set first = "substring(" ~ bare ~ ", 1, 1)" -%}
    {%- set code = dbt.concat([
        replace_characters(first, {"O": "0", "I": "1"}),
        digits_for_letters("substring(" ~ bare ~ ", 2)")
    ]) -%}
    case
        when {{ is_cpt_code(code) }} then {{ code }}
        when {{ regexp_matches(bare, "^([1-9][0-9]{2}|1[0-9]{3})$") }}
            then lpad({{ bare }}, 5, '0')
        else {{ clean_text(expression) }}
    end
{%- endmacro %}
