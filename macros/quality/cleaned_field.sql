{#
    What staging makes of a field, by the kind of the field.

        {{ cleaned_field("icd10_code", "icd10_code") }}     clean_icd10_code("icd10_code")

    Kinds are name, text, identifier, code, icd10_code, cpt_code, gender, phone,
    postal_code, email, npi, date, reference (taken as it is), and the names of the
    fields that hold a word of a list.
#}
{% macro cleaned_field(field, kind) -%}
    {%- set cleaning = {
        "name": clean_name, "text": clean_text, "identifier": clean_identifier,
        "code": clean_code, "icd10_code": clean_icd10_code, "cpt_code": clean_cpt_code,
        "gender": clean_gender, "phone": clean_phone, "postal_code": clean_postal_code,
        "email": clean_email, "date": clean_date, "payer_type": clean_payer_type,
        "encounter_type": clean_encounter_type, "claim_status": clean_claim_status,
        "admission_type": clean_admission_type,
        "admission_source": clean_admission_source,
        "discharge_disposition": clean_discharge_disposition
    } -%}
    {%- if kind == "npi" -%}
        {{ return(clean_digits(field, 10)) }}
    {%- elif kind == "reference" -%}
        {{ return(field) }}
    {%- elif kind in cleaning -%}
        {{ return(cleaning[kind](field)) }}
    {%- endif -%}
    {{ exceptions.raise_compiler_error("cleaned_field knows no kind " ~ kind) }}
{%- endmacro %}
