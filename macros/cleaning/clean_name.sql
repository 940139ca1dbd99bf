{#
    The name of a person: single spaces, Latin letters where look-alikes slipped in, and
    a capital first letter where a single word is all in one case; empty becomes null.

        {{ clean_name("last_name") }}       ' SM\u0406TH ' becomes 'Smith'

    A name that is right already is asked first: most are, and the rest costs more.
#}
{% macro clean_name(expression) -%}
    {%- set name = capitalised_word(latin_letters(clean_text(expression))) -%}
    case
        when {{ regexp_matches(expression, "^[A-Z][a-z]+$") }} then {{ expression }}
        else {{ name }}
    end
{%- endmacro %}
