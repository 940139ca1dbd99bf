{#
    Text in which the capital letters that look like digits are those digits: O is 0, I
    and L are 1. For places where only a digit can stand.

        {{ digits_for_letters("substring(cpt_code, 2, 3)") }}       '9OI' becomes '901'
#}
{% macro digits_for_letters(expression) -%}
    {{ replace_characters(expression, {"O": "0", "I": "1", "L": "1"}) }}
{%- endmacro %}
