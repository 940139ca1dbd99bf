-- One row per medical specialty.
with source as (
    select * from {{ source("oltp", "specialties") }}
),

final as (
    select
        {{ dbt.cast("specialty_id", "integer") }} as specialty_id,
        {{ dbt.cast(clean_text("specialty_name"), "varchar(100)") }} as specialty_name,
        {{ dbt.cast(clean_code("specialty_code"), "varchar(10)") }} as specialty_code
    from source
)

select * from final
