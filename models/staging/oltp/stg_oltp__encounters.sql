-- One row per encounter. The source calls its start and end dates; they are timestamps.
-- An encounter that cannot have happened so is quarantined, and not here; one of a
-- registration that was merged belongs to the patient who stands for it.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "encounters") }}
),

encounters_quarantined as (
    select * from {{ ref("stg_oltp__encounters_quarantined") }}
),

patients_merged as (
    select * from {{ ref("stg_oltp__patients_merged") }}
),

final as (
    select
        source.encounter_id,
        coalesce(patients_merged.survivor_patient_id, source.patient_id) as patient_id,
        source.patient_id as registered_patient_id,
        source.provider_id,
        {{ dbt.cast(
            clean_encounter_type("source.encounter_type"), "varchar(20)"
        ) }} as encounter_type,
        {{ dbt.cast("source.encounter_date", "timestamp") }} as encounter_started_at,
        {{ dbt.cast("source.discharge_date", "timestamp") }} as encounter_ended_at,
        source.department_id,
        {{ dbt.cast(
            clean_admission_type("source.admission_type"), "varchar(20)"
        ) }} as admission_type,
        {{ dbt.cast(
            clean_admission_source("source.admission_source"), "varchar(40)"
        ) }} as admission_source,
        {{ dbt.cast(
            clean_discharge_disposition("source.discharge_disposition"), "varchar(40)"
        ) }} as discharge_disposition,
        {{ dbt.cast("source.created_at", "timestamp") }} as created_at,
        {{ dbt.cast("source.updated_at", "timestamp") }} as updated_at,
        source.received_at
    from source
    left join encounters_quarantined
        on source.encounter_id = encounters_quarantined.encounter_id
    left join patients_merged
        on source.patient_id = patients_merged.patient_id
    where encounters_quarantined.encounter_id is null
)

select * from final
