-- One row per claim; an encounter has none, one or several.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "billing") }}
),

final as (
    select
        billing_id,
        encounter_id,
        {{ dbt.cast("claim_amount", "decimal(12,2)") }} as claim_amount,
        {{ dbt.cast("allowed_amount", "decimal(12,2)") }} as allowed_amount,
        {{ dbt.cast("claim_date", "date") }} as claim_date,
        {{ dbt.cast(
            clean_claim_status("claim_status"), "varchar(20)"
        ) }} as claim_status,
        payer_id,
        {{ dbt.cast("paid_amount", "decimal(12,2)") }} as paid_amount,
        {{ dbt.cast("created_at", "timestamp") }} as created_at,
        {{ dbt.cast("updated_at", "timestamp") }} as updated_at
    from source
)

select * from final
