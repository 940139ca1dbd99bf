{#
    Administrative gender as F or M, from a word, a letter or the number that ISO/IEC
    5218 gives it; all else, null included, is U.

        {{ clean_gender("gender") }}    'female' becomes 'F', ' 1' 'M', null 'U'
#}
{% macro clean_gender(expression) -%}
    {{ canonical_word(
        expression,
        {
            "F": ["female", "woman", "girl", "w", "2"],
            "M": ["male", "man", "boy", "1"],
            "U": ["unknown"]
        },
        otherwise="'U'"
    ) }}
{%- endmacro %}
