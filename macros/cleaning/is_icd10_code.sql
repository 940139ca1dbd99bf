{#
    Condition that a text has the form of an ICD-10-CM code: a letter, a digit, a digit
    or A or B, and after a dot one to four more. Null for null.

        where {{ is_icd10_code("icd10_code") }}     'E11.65' is one, 'NOCODE' is none
#}
{% macro is_icd10_code(expression) -%}
    {{ regexp_matches(expression, "^[A-Z][0-9][0-9AB]([.][0-9A-Z]{1,4})?$") }}
{%- endmacro %}
