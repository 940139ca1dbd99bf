-- One row per diagnosis coded on an encounter.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "encounter_diagnoses") }}
),

final as (
    select
        encounter_diagnosis_id,
        encounter_id,
        diagnosis_id,
        {{ dbt.cast("diagnosis_sequence", "integer") }} as diagnosis_sequence,
        {{ dbt.cast("created_at", "timestamp") }} as created_at,
        {{ dbt.cast("updated_at", "timestamp") }} as updated_at
    from source
)

select * from final
