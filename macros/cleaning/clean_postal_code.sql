{#
    A US ZIP code as five digits, or nine with a hyphen. Leading zeros that a
    spreadsheet took come back; null if letters or another count of digits say that it
    is none.

        {{ clean_postal_code("postal_code") }}
        '2134' becomes '02134', '021341234' '02134-1234', 'K1A 0B6' null
#}
{% macro clean_postal_code(expression) -%}
    {%- set characters = regexp_replace(expression, "[^0-9A-Za-z]", "") -%}
    {%- set nine_digits = "lpad(" ~ characters ~ ", 9, '0')" -%}
    case
        when {{ regexp_matches(characters, "^[0-9]{3,5}$") }}
            then lpad({{ characters }}, 5, '0')
        when {{ regexp_matches(characters, "^[0-9]{7,9}$") }}
            then {{ dbt.concat([
                "substring(" ~ nine_digits ~ ", 1, 5)",
                "'-'",
                "substring(" ~ nine_digits ~ ", 6, 4)"
            ]) }}
    end
{%- endmacro %}
