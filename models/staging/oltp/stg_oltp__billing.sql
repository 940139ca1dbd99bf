-- One row per claim; an encounter has none, one or several. A claim sent again is
-- merged into the first, one that cannot be true is quarantined: neither is here.
-- Keys are taken as declared: a cast would hide the source's index from joins.
with source as (
    select * from {{ source("oltp", "billing") }}
),

billing_quarantined as (
    select * from {{ ref("stg_oltp__billing_quarantined") }}
),

billing_merged as (
    select * from {{ ref("stg_oltp__billing_merged") }}
),

final as (
    select
        source.billing_id,
        source.encounter_id,
        {{ dbt.cast("source.claim_amount", "decimal(12,2)") }} as claim_amount,
        {{ dbt.cast("source.allowed_amount", "decimal(12,2)") }} as allowed_amount,
        {{ dbt.cast("source.claim_date", "date") }} as claim_date,
        {{ dbt.cast(
            clean_claim_status("source.claim_status"), "varchar(20)"
        ) }} as claim_status,
        source.payer_id,
        {{ dbt.cast("source.paid_amount", "decimal(12,2)") }} as paid_amount,
        {{ dbt.cast(
            clean_identifier("source.claim_number"), "varchar(30)"
        ) }} as claim_number,
        {{ dbt.cast("source.created_at", "timestamp") }} as created_at,
        {{ dbt.cast("source.updated_at", "timestamp") }} as updated_at,
        source.received_at
    from source
    left join billing_quarantined
        on source.billing_id = billing_quarantined.billing_id
    left join billing_merged
        on source.billing_id = billing_merged.billing_id
    where
        billing_quarantined.billing_id is null
        and billing_merged.billing_id is null
)

select * from final
