-- One row per encounter. The source calls its start and end dates; they are timestamps.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "encounters") }}
),

final as (
    select
        encounter_id,
        patient_id,
        provider_id,
        {{ dbt.cast(
            clean_encounter_type("encounter_type"), "varchar(20)"
        ) }} as encounter_type,
        {{ dbt.cast("encounter_date", "timestamp") }} as encounter_started_at,
        {{ dbt.cast("discharge_date", "timestamp") }} as encounter_ended_at,
        department_id,
        {{ dbt.cast(
            clean_admission_type("admission_type"), "varchar(20)"
        ) }} as admission_type,
        {{ dbt.cast(
            clean_admission_source("admission_source"), "varchar(40)"
        ) }} as admission_source,
        {{ dbt.cast(
            clean_discharge_disposition("discharge_disposition"), "varchar(40)"
        ) }} as discharge_disposition,
        {{ dbt.cast("created_at", "timestamp") }} as created_at,
        {{ dbt.cast("updated_at", "timestamp") }} as updated_at
    from source
)

select * from final
