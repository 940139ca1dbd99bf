-- One row per procedure performed in an encounter; repeats stay rows of their own.
-- One whose encounter or code is not loaded is quarantined, and not here.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "encounter_procedures") }}
),

quarantined as (
    select * from {{ ref("stg_oltp__encounter_procedures_quarantined") }}
),

final as (
    select
        source.encounter_procedure_id,
        source.encounter_id,
        source.procedure_id,
        {{ dbt.cast("source.procedure_date", "date") }} as procedure_date,
        {{ dbt.cast("source.created_at", "timestamp") }} as created_at,
        {{ dbt.cast("source.updated_at", "timestamp") }} as updated_at,
        source.received_at
    from source
    left join quarantined
        on source.encounter_procedure_id = quarantined.encounter_procedure_id
    where quarantined.encounter_procedure_id is null
)

select * from final
