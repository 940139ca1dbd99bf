-- One row per provider and change, oldest first by valid_from.
with source as (
    select * from {{ source("oltp", "provider_versions") }}
),

final as (
    select
        {{ dbt.cast("provider_version_id", "bigint") }} as provider_version_id,
        {{ dbt.cast("provider_id", "bigint") }} as provider_id,
        {{ dbt.cast(clean_text("first_name"), "varchar(100)") }} as first_name,
        {{ dbt.cast(clean_text("last_name"), "varchar(100)") }} as last_name,
        {{ dbt.cast(clean_code("credential"), "varchar(20)") }} as credential,
        {{ dbt.cast("specialty_id", "integer") }} as specialty_id,
        {{ dbt.cast("department_id", "integer") }} as department_id,
        {{ dbt.cast(clean_digits("npi", 10), "varchar(10)") }} as npi,
        {{ dbt.cast("valid_from", "timestamp") }} as valid_from
    from source
)

select * from final
