-- One row per procedure performed in an encounter; repeats stay rows of their own.
with source as (
    select * from {{ source("oltp", "encounter_procedures") }}
),

final as (
    select
        {{ dbt.cast("encounter_procedure_id", "bigint") }} as encounter_procedure_id,
        {{ dbt.cast("encounter_id", "bigint") }} as encounter_id,
        {{ dbt.cast("procedure_id", "integer") }} as procedure_id,
        {{ dbt.cast("procedure_date", "date") }} as procedure_date,
        {{ dbt.cast("created_at", "timestamp") }} as created_at,
        {{ dbt.cast("updated_at", "timestamp") }} as updated_at
    from source
)

select * from final
