{#
    A name in Latin letters, where Cyrillic or Greek ones that look alike slipped in.

        {{ latin_letters("first_name") }}       'M\u0430ria' becomes 'Maria'

    Only a name that has an English letter and whose every Cyrillic or Greek letter is
    such a twin is changed; one that is wholly, or really, in another script stays.
#}
{% macro latin_letters(expression) -%}
    {%- set twins = {
        "\u0410": "A", "\u0412": "B", "\u0415": "E", "\u0405": "S", "\u0406": "I",
        "\u0408": "J", "\u041a": "K", "\u041c": "M", "\u041d": "H", "\u041e": "O",
        "\u0420": "P", "\u0421": "C", "\u0422": "T", "\u0423": "Y", "\u0425": "X",
        "\u0430": "a", "\u0435": "e", "\u0456": "i", "\u0458": "j", "\u043e": "o",
        "\u0440": "p", "\u0441": "c", "\u0443": "y", "\u0445": "x", "\u0455": "s",
        "\u0391": "A", "\u0392": "B", "\u0395": "E", "\u0396": "Z", "\u0397": "H",
        "\u0399": "I", "\u039a": "K", "\u039c": "M", "\u039d": "N", "\u039f": "O",
        "\u03a1": "P", "\u03a4": "T", "\u03a5": "Y", "\u03a7": "X", "\u03bf": "o",
        "\u03bd": "v"
    } -%}
    {%- set others = "[^\u0370-\u04ff]*" -%}
    {%- set only_twins = (
        "^" ~ others ~ "([" ~ (twins | join) ~ "]" ~ others ~ ")+$"
    ) -%}
    case
        when
            {{ regexp_matches(expression, "[A-Za-z]") }}
            and {{ regexp_matches(expression, only_twins) }}
            then {{ replace_characters(expression, twins) }}
        else {{ expression }}
    end
{%- endmacro %}
