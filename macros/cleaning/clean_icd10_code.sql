{#
    An ICD-10-CM code in upper case with the dot after its third character. Where only a
    letter can stand (first) or only a digit (second, third), a look-alike becomes it:
    0 is O and 1 is I, or the other way round. What even so has not the form of a code
    keeps its characters; empty becomes null.

        {{ clean_icd10_code("icd10_code") }}
        'e1165' becomes 'E11.65', 'I10.' 'I10', 'El1.65' 'E11.65', '118.9' 'I18.9'
#}
{% macro clean_icd10_code(expression) -%}
    {%- set bare = bare_code(expression) -%}
    {%- set first = "substring(" ~ bare ~ ", 1, 1)" -%}
    {%- set repaired = dbt.concat([
        replace_characters(first, {"0": "O", "1": "I"}),
        digits_for_letters("substring(" ~ bare ~ ", 2, 2)"),
        "substring(" ~ bare ~ ", 4)"
    ]) -%}
    {%- set code = dotted_icd10_code(repaired) -%}
    case when {{ is_icd10_code(code) }} then {{ code }} else {{ clean_text(expression) }} end
{%- endmacro %}
