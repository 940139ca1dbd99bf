{{ config(materialized="view") }}

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
