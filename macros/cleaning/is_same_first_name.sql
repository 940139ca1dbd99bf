{#
    Condition that two cleaned first names are one: equal, one the initial of the other
    ('J' or 'J.'), or two neighbouring letters swapped. Null if either is null.

        {{ is_same_first_name("patients.first_name", "namesakes.first_name") }}
        'Mary' is 'Mary', 'M', 'M.' and 'Mray'; it is neither 'Marc' nor 'Maria'

    A letter changed, added or dropped makes another name: twins are called Jan and Jon.
    A swap is looked for in the first 30 letters.
#}
{% macro is_same_first_name(first_name, second_name) -%}
    (
        {{ first_name }} = {{ second_name }}
        {%- for longer, shorter in [
            (first_name, second_name), (second_name, first_name)
        ] %}
        or (
            {{ regexp_matches(shorter, "^[^ .-][.]?$") }}
            and substring({{ longer }}, 1, 1) = substring({{ shorter }}, 1, 1)
        )
        {%- endfor %}
        {%- for place in range(1, 30) %}
        or {{ dbt.concat([
            "substring(" ~ first_name ~ ", 1, " ~ (place - 1) ~ ")",
            "substring(" ~ first_name ~ ", " ~ (place + 1) ~ ", 1)",
            "substring(" ~ first_name ~ ", " ~ place ~ ", 1)",
            "substring(" ~ first_name ~ ", " ~ (place + 2) ~ ")"
        ]) }} = {{ second_name }}
        {%- endfor %}
    )
{%- endmacro %}
