-- One row per diagnosis coded on an encounter.
-- One whose encounter or code is not loaded is quarantined, and not here.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "encounter_diagnoses") }}
),

quarantined as (
    select * from {{ ref("stg_oltp__encounter_diagnoses_quarantined") }}
),

final as (
    select
        source.encounter_diagnosis_id,
        source.encounter_id,
        source.diagnosis_id,
        {{ dbt.cast("source.diagnosis_sequence", "integer") }} as diagnosis_sequence,
        {{ dbt.cast("source.created_at", "timestamp") }} as created_at,
        {{ dbt.cast("source.updated_at", "timestamp") }} as updated_at,
        source.received_at
    from source
    left join quarantined
        on source.encounter_diagnosis_id = quarantined.encounter_diagnosis_id
    where quarantined.encounter_diagnosis_id is null
)

select * from final
