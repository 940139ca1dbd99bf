{#
    The name of the rule that brought a field from its source value to the one after
    cleaning: the first step that suffices, with all those before it.

        {{ repair_rule("value_before", "value_after", "icd10_code") }}
        'icd_without_dot' for 'E1165', 'letter_case' for 'e1165'

    A value lost in cleaning is unreadable_value; one that was never there,
    missing_value. `kind` is as for cleaned_field.
#}
{% macro repair_rule(field, after, kind) -%}
    {%- set bare = bare_code(field) -%}
    {%- set bare_in_its_case = regexp_replace(field, "[ \t\r\n\u00a0.,_-]+", "") -%}
    {%- set padding = (without_padding(field), "padding") -%}
    {%- set inner_spaces = (clean_text(field), "inner_spaces") -%}
    {%- set no_spaces = (without_spaces(field), "inner_spaces") -%}
    {%- set steps = {
        "name": [padding, inner_spaces, (latin_letters(clean_text(field)), "look_alike")],
        "text": [padding],
        "identifier": [padding, no_spaces],
        "code": [padding, no_spaces, ("upper(" ~ without_spaces(field) ~ ")", "letter_case")],
        "icd10_code": [
            padding, no_spaces,
            (dotted_icd10_code(bare_in_its_case), "icd_without_dot"),
            (dotted_icd10_code(bare), "letter_case")
        ],
        "cpt_code": [
            padding, no_spaces, (bare, "letter_case"),
            ("lpad(" ~ bare ~ ", 5, '0')", "leading_zeros")
        ],
        "email": [padding, no_spaces],
        "npi": [padding],
        "date": [],
        "phone": [],
        "postal_code": [],
        "gender": [],
        "reference": []
    } -%}
    {%- set otherwise = {
        "name": "letter_case", "text": "inner_spaces", "identifier": "letter_case",
        "code": "code_format", "icd10_code": "look_alike", "cpt_code": "look_alike",
        "email": "letter_case", "npi": "code_format", "date": "date_format",
        "phone": "phone_format", "postal_code": "postal_code_format",
        "reference": "missing_value"
    } -%}
    {%- set words = [padding] -%}
    {%- set lost = after ~ " is null" -%}
    {%- if kind == "gender" -%}
        {%- set lost = after ~ " = 'U' and lower(" ~ field ~ ") not in ('u', 'unknown')" -%}
    {%- endif -%}
    case
        when {{ field }} is null then 'missing_value'
        when {{ lost }}
            then {% if kind in ["name", "text", "identifier", "code"] -%}
                'padding'
            {%- else -%}
                'unreadable_value'
            {%- endif %}
        {%- for value, rule in steps.get(kind, words) %}
        when {{ value }} = {{ after }} then '{{ rule }}'
        {%- endfor %}
        {%- if kind not in steps %}
        when lower({{ without_padding(field) }}) = lower({{ after }}) then 'letter_case'
        when {{ clean_text(field) }} = {{ after }} then 'inner_spaces'
        {%- endif %}
        else '{{ otherwise.get(kind, kind ~ "_synonym") }}'
    end
{%- endmacro %}
