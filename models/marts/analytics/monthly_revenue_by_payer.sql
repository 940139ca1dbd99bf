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
-- nothing here can count one twice.

with encounters as (
    select * from {{ ref("fact_encounters") }}
),

dates as (
    select * from {{ ref("dim_date") }}
    {{ where_changed("int_months_changed", "calendar_month") }}
),

specialties as (
    select * from {{ ref("dim_specialty") }}
),

payers as (
    select * from {{ ref("dim_payer") }}
),

final as (
    select
        dates.calendar_month,
        encounters.specialty_key,
        specialties.specialty_name,
        encounters.payer_key,
        payers.payer_name,
        payers.payer_type,
        {{ dbt.cast("sum(encounters.claim_count)", "bigint") }} as claim_count,
        {{ dbt.cast("sum(encounters.claim_amount)", "decimal(18,2)") }} as claim_amount,
        {{ dbt.cast("sum(encounters.revenue_amount)", "decimal(18,2)") }}
            as revenue_amount,
        {{ dbt.cast("sum(encounters.pending_amount)", "decimal(18,2)") }}
            as pending_amount,
        {{ dbt.cast("sum(encounters.denied_amount)", "decimal(18,2)") }}
            as denied_amount
    from encounters
    inner join dates
        on encounters.encounter_date_key = dates.date_key
    inner join specialties
        on encounters.specialty_key = specialties.specialty_key
    inner join payers
        on encounters.payer_key = payers.payer_key
    group by
        dates.calendar_month,
        encounters.specialty_key,
        specialties.specialty_name,
        encounters.payer_key,
        payers.payer_name,
        payers.payer_type
)

select * from final
