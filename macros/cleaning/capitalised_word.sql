{#
    A single word that is wholly in upper or in lower case, with a capital first letter
    and the rest small; any other text stays as it is.

        {{ capitalised_word("last_name") }}     'SMITH' and 'smith' become 'Smith'

    Several words, hyphens and apostrophes are left alone, because nobody can tell
    'Grove City' from 'Walla walla' or "O'Neil" by rule. Letters are those of Western
    Europe, on whose case all engines agree.
#}
{% macro capitalised_word(expression) -%}
    {%- set upper_case = "[A-Z\u00c0-\u00d6\u00d8-\u00de]{2,}" -%}
    {%- set lower_case = (
        "[a-z\u00e0-\u00f6\u00f8-\u00fe][a-z\u00df-\u00f6\u00f8-\u00fe]*"
    ) -%}
    case
        when {{ regexp_matches(expression, "^(" ~ upper_case ~ "|" ~ lower_case ~ ")$") }}
            then {{ dbt.concat([
                "upper(substring(" ~ expression ~ ", 1, 1))",
                "lower(substring(" ~ expression ~ ", 2))"
            ]) }}
        else {{ expression }}
    end
{%- endmacro %}
