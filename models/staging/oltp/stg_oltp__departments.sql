-- One row per hospital department.
with source as (
    select * from {{ source("oltp", "departments") }}
),

final as (
    select
        {{ dbt.cast("department_id", "integer") }} as department_id,
        {{ dbt.cast(
            clean_text("department_name"), "varchar(100)"
        ) }} as department_name,
        {{ dbt.cast("floor", "integer") }} as floor,
        {{ dbt.cast("capacity", "integer") }} as capacity
    from source
)

select * from final
