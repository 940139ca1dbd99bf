-- One row per procedure performed in an encounter; repeats stay rows of their own.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "encounter_procedures") }}
),

final as (
    select
        encounter_procedure_id,
        encounter_id,
        procedure_id,
        {{ dbt.cast("procedure_date", "date") }} as procedure_date,
        {{ dbt.cast("created_at", "timestamp") }} as created_at,
        {{ dbt.cast("updated_at", "timestamp") }} as updated_at
    from source
)

select * from final
