-- One row per diagnosis coded on an encounter.
with source as (
    select * from {{ source("oltp", "encounter_diagnoses") }}
),

final as (
    select
        {{ dbt.cast("encounter_diagnosis_id", "bigint") }} as encounter_diagnosis_id,
        {{ dbt.cast("encounter_id", "bigint") }} as encounter_id,
        {{ dbt.cast("diagnosis_id", "integer") }} as diagnosis_id,
        {{ dbt.cast("diagnosis_sequence", "integer") }} as diagnosis_sequence,
        {{ dbt.cast("created_at", "timestamp") }} as created_at,
        {{ dbt.cast("updated_at", "timestamp") }} as updated_at
    from source
)

select * from final
