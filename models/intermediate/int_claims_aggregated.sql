{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_id",
    on_schema_change="append_new_columns",
    meta={"changes": "int_encounters_reached"},
    indexes=server_indexes(unique=["encounter_id"])
) }}

-- One row per encounter with at least one claim: how many, and their sums.
--
-- Claims are summed here, before anything is joined to them, so that no join can count
-- an amount twice. A null amount (not yet decided) adds nothing. Revenue is what the
-- payer allowed on paid claims; pending and denied are what was charged on such claims.

with claims as (
    select * from {{ ref("stg_oltp__billing") }}
    {{ where_changed("int_encounters_reached", "encounter_id") }}
),

summed as (
    select
        encounter_id,
        count(*) as claim_count,
        sum(coalesce(claim_amount, 0)) as claim_amount,
        sum(coalesce(allowed_amount, 0)) as allowed_amount,
        sum(coalesce(paid_amount, 0)) as paid_amount,
        sum(
            case when claim_status = 'Paid' then coalesce(allowed_amount, 0) else 0 end
        ) as revenue_amount,
        sum(
            case when claim_status = 'Pending' then coalesce(claim_amount, 0) else 0 end
        ) as pending_amount,
        sum(
            case when claim_status = 'Denied' then coalesce(claim_amount, 0) else 0 end
        ) as denied_amount
    from claims
    group by encounter_id
),

final as (
    select
        encounter_id,
        {{ dbt.cast("claim_count", "integer") }} as claim_count,
        {{ dbt.cast("claim_amount", "decimal(14,2)") }} as claim_amount,
        {{ dbt.cast("allowed_amount", "decimal(14,2)") }} as allowed_amount,
        {{ dbt.cast("paid_amount", "decimal(14,2)") }} as paid_amount,
        {{ dbt.cast("revenue_amount", "decimal(14,2)") }} as revenue_amount,
        {{ dbt.cast("pending_amount", "decimal(14,2)") }} as pending_amount,
        {{ dbt.cast("denied_amount", "decimal(14,2)") }} as denied_amount
    from summed
)

select * from final
