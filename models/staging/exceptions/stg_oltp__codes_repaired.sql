{{ config(materialized="view") }}

-- One row per field of a row of diagnoses or procedures that staging changes.

{{ repaired_fields("diagnoses", "diagnosis_id", [
    ("icd10_code", "icd10_code"),
    ("icd10_description", "text")
]) }}
union all
{{ repaired_fields("procedures", "procedure_id", [
    ("cpt_code", "cpt_code"),
    ("cpt_description", "text")
]) }}
