{#
    Administrative gender as F or M; all else, null included, is U.

        {{ clean_gender("gender") }}    'female' becomes 'F', ' m' 'M', null 'U'
#}
{% macro clean_gender(expression) -%}
    {{ canonical_word(
        expression,
        {"F": ["female", "woman", "girl"], "M": ["male", "man", "boy"]},
        otherwise="'U'"
    ) }}
{%- endmacro %}
