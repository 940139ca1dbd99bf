{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="calendar_month",
    on_schema_change="append_new_columns",
    meta={"changes": "int_months_changed"},
    indexes=server_indexes(["calendar_month"])
) }}

-- One row per month, specialty and payer for which there was an encounter: its claims
-- and their money.
--
-- Month, specialty and payer are the encounter's: the payer is the one that covered the
-- patient at the encounter, whoever a claim was sent to later. Revenue is what payers
-- allowed on paid claims; pending and denied amounts are what was charged on such
-- claims and are no revenue. The fact has summed the claims of each encounter, so
-- nothing here can count one twice. Names are joined to the sums, not to the
-- encounters, which an index of the fact gives in the order of month, specialty and
-- payer.

with encounters as (
    select * from {{ ref("fact_encounters") }}
    {{ where_changed("int_months_changed", "calendar_month") }}
),

specialties as (
    select * from {{ ref("dim_specialty") }}
),

payers as (
    select * from {{ ref("dim_payer") }}
),

summed as (
    select
        calendar_month,
        specialty_key,
        payer_key,
        {{ dbt.cast("sum(claim_count)", "bigint") }} as claim_count,
        {{ dbt.cast("sum(claim_amount)", "decimal(18,2)") }} as claim_amount,
        {{ dbt.cast("sum(revenue_amount)", "decimal(18,2)") }} as revenue_amount,
        {{ dbt.cast("sum(pending_amount)", "decimal(18,2)") }} as pending_amount,
        {{ dbt.cast("sum(denied_amount)", "decimal(18,2)") }} as denied_amount
    from encounters
    group by calendar_month, specialty_key, payer_key
),

final as (
    select
        summed.calendar_month,
        summed.specialty_key,
        specialties.specialty_name,
        summed.payer_key,
        payers.payer_name,
        payers.payer_type,
        summed.claim_count,
        summed.claim_amount,
        summed.revenue_amount,
        summed.pending_amount,
        summed.denied_amount
    from summed
    inner join specialties
        on summed.specialty_key = specialties.specialty_key
    inner join payers
        on summed.payer_key = payers.payer_key
)

select * from final
