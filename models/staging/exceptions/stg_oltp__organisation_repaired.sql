{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key=["table_name", "row_id"],
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__rows_rechecked"},
    indexes=server_indexes(["table_name", "row_id"])
) }}

-- One row per field of a row about providers, specialties, departments or payers that
-- staging changes.

{% set providers = [
    ("first_name", "name"),
    ("last_name", "name"),
    ("credential", "code"),
    ("npi", "npi")
] %}

{{ repaired_fields("providers", "provider_id", providers) }}
union all
{{ repaired_fields("provider_versions", "provider_version_id", providers) }}
union all
{{ repaired_fields("specialties", "specialty_id", [
    ("specialty_name", "text"),
    ("specialty_code", "code")
]) }}
union all
{{ repaired_fields("departments", "department_id", [("department_name", "text")]) }}
union all
{{ repaired_fields("payers", "payer_id", [
    ("payer_name", "text"),
    ("payer_type", "payer_type")
]) }}
