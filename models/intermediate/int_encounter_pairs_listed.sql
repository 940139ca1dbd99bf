{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_key",
    on_schema_change="append_new_columns",
    meta={"changes": "int_encounters_changed", "changes_key": "encounter_id"},
    indexes=server_indexes(["encounter_key"], ["diagnosis_key", "procedure_key"])
) }}

-- One row per encounter, diagnosis and procedure that occur together in it, however
-- often the encounter repeats them.

with encounter_diagnoses as (
    select
        encounter_key,
        diagnosis_key
    from {{ ref("bridge_encounter_diagnosis") }}
    {{ where_changed("int_encounters_changed", "encounter_key", "encounter_id") }}
    group by encounter_key, diagnosis_key
),

encounter_procedures as (
    select
        encounter_key,
        procedure_key
    from {{ ref("bridge_encounter_procedure") }}
    {{ where_changed("int_encounters_changed", "encounter_key", "encounter_id") }}
    group by encounter_key, procedure_key
),

final as (
    select
        encounter_diagnoses.encounter_key,
        encounter_diagnoses.diagnosis_key,
        encounter_procedures.procedure_key
    from encounter_diagnoses
    inner join encounter_procedures
        on encounter_diagnoses.encounter_key = encounter_procedures.encounter_key
)

select * from final
