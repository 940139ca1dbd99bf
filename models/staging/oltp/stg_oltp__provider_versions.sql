-- One row per provider and change, oldest first by valid_from.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "provider_versions") }}
),

final as (
    select
        provider_version_id,
        provider_id,
        {{ dbt.cast(clean_text("first_name"), "varchar(100)") }} as first_name,
        {{ dbt.cast(clean_text("last_name"), "varchar(100)") }} as last_name,
        {{ dbt.cast(clean_code("credential"), "varchar(20)") }} as credential,
        specialty_id,
        department_id,
        {{ dbt.cast(clean_digits("npi", 10), "varchar(10)") }} as npi,
        {{ dbt.cast("valid_from", "timestamp") }} as valid_from
    from source
)

select * from final
