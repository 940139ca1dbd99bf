{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_key",
    on_schema_change="append_new_columns",
    meta={"changes": "int_encounters_reached", "changes_key": "encounter_id"},
    indexes=server_indexes(["diagnosis_key", "procedure_key"])
) }}

-- One row per encounter, diagnosis and procedure that occur together in it, however
-- often the encounter repeats them.
--
-- The two bridges joined once and for all: which pairs an encounter has is a fact
-- without a measure, and counting encounters of a pair is counting its rows.

with encounter_diagnoses as (
    select
        encounter_key,
        diagnosis_key
    from {{ ref("bridge_encounter_diagnosis") }}
    {{ where_changed("int_encounters_reached", "encounter_key", "encounter_id") }}
    group by encounter_key, diagnosis_key
),

encounter_procedures as (
    select
        encounter_key,
        procedure_key
    from {{ ref("bridge_encounter_procedure") }}
    {{ where_changed("int_encounters_reached", "encounter_key", "encounter_id") }}
    group by encounter_key, procedure_key
),

final as (
    select
        {{ dbt.cast("encounter_diagnoses.encounter_key", "bigint") }} as encounter_key,
        {{ dbt.cast("encounter_diagnoses.diagnosis_key", "integer") }} as diagnosis_key,
        {{ dbt.cast("encounter_procedures.procedure_key", "integer") }} as procedure_key
    from encounter_diagnoses
    inner join encounter_procedures
        on encounter_diagnoses.encounter_key = encounter_procedures.encounter_key
)

select * from final
