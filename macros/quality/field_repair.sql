{#
    What staging does to a field, by the kind of the field: a mapping of SQL with
    - after: the value that staging gives;
    - is_repaired: whether that says something else than the source;
    - rule: which rule was needed, the last one of several.

        {% set repair = field_repair("icd10_code", "icd10_code") %}

    Kinds are name, text, identifier, code, icd10_code, cpt_code, gender, phone,
    postal_code, email, digits_10, date, and the names of the fields that hold a word of
    a list. `missing_where` is the condition on which a null is a fault; none is if it
    is not given.
#}
{% macro field_repair(field, kind, missing_where="1 = 0") -%}
    {%- set after = {
        "name": clean_name, "text": clean_text, "identifier": clean_identifier,
        "code": clean_code, "icd10_code": clean_icd10_code, "cpt_code": clean_cpt_code,
        "gender": clean_gender, "phone": clean_phone, "postal_code": clean_postal_code,
        "email": clean_email, "date": clean_date, "payer_type": clean_payer_type,
        "encounter_type": clean_encounter_type, "claim_status": clean_claim_status,
        "admission_type": clean_admission_type,
        "admission_source": clean_admission_source,
        "discharge_disposition": clean_discharge_disposition
    } -%}
    {%- if kind == "digits_10" -%}
        {%- set value = clean_digits(field, 10) -%}
    {%- elif kind in after -%}
        {%- set value = after[kind](field) -%}
    {%- elif kind == "reference" -%}
        {%- set value = field -%}
    {%- else -%}
        {{ exceptions.raise_compiler_error("field_repair knows no kind " ~ kind) }}
    {%- endif -%}
    {%- set regular = {
        "phone": "^[(][0-9]{3}[)] [0-9]{3}-[0-9]{4}$",
        "date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    } -%}
    {%- set differs = is_distinct_from(field, dbt.cast(value, "varchar(255)")) -%}
    {%- if kind in regular -%}
        {%- set differs = (
            "(" ~ value ~ " is null or not " ~ regexp_matches(field, regular[kind])
            ~ ") and " ~ differs
        ) -%}
    {%- endif -%}
    {{ return({
        "after": dbt.cast(value, "varchar(255)"),
        "is_repaired": (
            "(" ~ field ~ " is null and " ~ missing_where ~ ") or ("
            ~ field ~ " is not null and " ~ differs ~ ")"
        ),
        "rule": repair_rule(field, kind, value)
    }) }}
{%- endmacro %}
