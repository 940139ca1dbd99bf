{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key=["table_name", "row_id"],
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__rows_rechecked"},
    indexes=server_indexes(["table_name", "row_id"])
) }}

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
