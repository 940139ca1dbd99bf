-- One row per provider, as of now.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "providers") }}
),

final as (
    select
        provider_id,
        {{ dbt.cast(clean_name("first_name"), "varchar(100)") }} as first_name,
        {{ dbt.cast(clean_name("last_name"), "varchar(100)") }} as last_name,
        {{ dbt.cast(clean_code("credential"), "varchar(20)") }} as credential,
        specialty_id,
        department_id,
        {{ dbt.cast(clean_digits("npi", 10), "varchar(10)") }} as npi,
        {{ dbt.cast("created_at", "timestamp") }} as created_at,
        {{ dbt.cast("updated_at", "timestamp") }} as updated_at,
        received_at
    from source
)

select * from final
