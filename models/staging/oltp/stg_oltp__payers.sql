-- One row per payer.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "payers") }}
),

final as (
    select
        payer_id,
        {{ dbt.cast(clean_text("payer_name"), "varchar(100)") }} as payer_name,
        {{ dbt.cast(clean_payer_type("payer_type"), "varchar(30)") }} as payer_type
    from source
)

select * from final
