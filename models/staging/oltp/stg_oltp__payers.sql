-- One row per payer.
with source as (
    select * from {{ source("oltp", "payers") }}
),

final as (
    select
        {{ dbt.cast("payer_id", "integer") }} as payer_id,
        {{ dbt.cast(clean_text("payer_name"), "varchar(100)") }} as payer_name,
        {{ dbt.cast(clean_payer_type("payer_type"), "varchar(30)") }} as payer_type
    from source
)

select * from final
