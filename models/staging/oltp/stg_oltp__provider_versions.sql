-- One row per provider and change. The log of a provider whom nobody has is not here.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "provider_versions") }}
),

versions_quarantined as (
    select * from {{ ref("stg_oltp__versions_quarantined") }}
),

final as (
    select
        source.provider_version_id,
        source.provider_id,
        {{ dbt.cast(clean_name("source.first_name"), "varchar(100)") }} as first_name,
        {{ dbt.cast(clean_name("source.last_name"), "varchar(100)") }} as last_name,
        {{ dbt.cast(clean_code("source.credential"), "varchar(20)") }} as credential,
        source.specialty_id,
        source.department_id,
        {{ dbt.cast(clean_digits("source.npi", 10), "varchar(10)") }} as npi,
        {{ dbt.cast("source.valid_from", "timestamp") }} as valid_from,
        source.received_at
    from source
    left join versions_quarantined
        on
            source.provider_version_id = versions_quarantined.row_id
            and versions_quarantined.table_name = 'provider_versions'
    where versions_quarantined.row_id is null
)

select * from final
