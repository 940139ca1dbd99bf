{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key=["table_name", "row_id"],
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__rows_rechecked"},
    indexes=server_indexes(["table_name", "row_id"])
) }}

-- One row per field of an encounter that staging changes. A missing provider or
-- department is a fault; the patient changes where a registration was merged.

with encounters as (
    select * from {{ source("oltp", "encounters") }}
),

patients_merged as (
    select * from {{ ref("stg_oltp__patients_merged") }}
)

{{ repaired_fields("encounters", "encounter_id", [
    ("encounter_type", "encounter_type"),
    ("admission_type", "admission_type"),
    ("admission_source", "admission_source"),
    ("discharge_disposition", "discharge_disposition"),
    ("provider_id", "reference", "1 = 1"),
    ("department_id", "reference", "1 = 1")
]) }}
union all
select
    'encounters' as table_name,
    encounters.encounter_id as row_id,
    'patient_id' as field_name,
    'duplicate_patient' as rule_name,
    {{ dbt.cast("encounters.patient_id", "varchar(255)") }} as value_before,
    {{ dbt.cast("patients_merged.survivor_patient_id", "varchar(255)") }} as value_after
from encounters
inner join patients_merged
    on encounters.patient_id = patients_merged.patient_id
where 1 = 1 {{ and_rechecked("encounters", "encounters.encounter_id") }}
