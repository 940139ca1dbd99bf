{#
    A CPT or HCPCS Level II code in upper case; leading zeros that a spreadsheet took
    from an all-digit code come back, empty becomes null.

        {{ clean_cpt_code("cpt_code") }}    ' g0439' becomes 'G0439', '100' '00100'
#}
{% macro clean_cpt_code(expression) -%}
    {%- set upper_case = "upper(" ~ expression ~ ")" -%}
    {%- set characters = regexp_replace(upper_case, "[^A-Z0-9]", "") -%}
    case
        when {{ regexp_matches(characters, "^[0-9]{1,4}$") }}
            then lpad({{ characters }}, 5, '0')
        else nullif({{ characters }}, '')
    end
{%- endmacro %}
