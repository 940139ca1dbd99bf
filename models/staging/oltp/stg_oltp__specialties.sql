-- One row per medical specialty.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "specialties") }}
),

final as (
    select
        specialty_id,
        {{ dbt.cast(clean_text("specialty_name"), "varchar(100)") }} as specialty_name,
        {{ dbt.cast(clean_code("specialty_code"), "varchar(10)") }} as specialty_code
    from source
)

select * from final
