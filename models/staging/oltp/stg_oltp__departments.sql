-- One row per hospital department.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "departments") }}
),

final as (
    select
        department_id,
        {{ dbt.cast(
            clean_text("department_name"), "varchar(100)"
        ) }} as department_name,
        {{ dbt.cast("floor", "integer") }} as floor,
        {{ dbt.cast("capacity", "integer") }} as capacity
    from source
)

select * from final
