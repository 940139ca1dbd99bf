{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="calendar_month",
    on_schema_change="append_new_columns",
    meta={"changes": "int_months_changed"},
    indexes=server_indexes(["calendar_month"])
) }}

-- One row per month and specialty in which there was an encounter: its claims and
-- their money.
--
-- Month and specialty are the encounter's, not the claim's: what a visit in January
-- earns is January's, whenever it is paid. Revenue is what payers allowed on paid
-- claims; pending and denied amounts are what was charged on such claims and are no
-- revenue. The fact has summed the claims of each encounter, so nothing here can count
-- one twice. Names are joined to the sums, not to the encounters, which an index of the
-- fact gives in the order of month and specialty.

with encounters as (
    select * from {{ ref("fact_encounters") }}
    {{ where_changed("int_months_changed", "calendar_month") }}
),

specialties as (
    select * from {{ ref("dim_specialty") }}
),

summed as (
    select
        calendar_month,
        specialty_key,
        {{ dbt.cast("count(*)", "bigint") }} as encounter_count,
        {{ dbt.cast("sum(claim_count)", "bigint") }} as claim_count,
        {{ dbt.cast("sum(revenue_amount)", "decimal(18,2)") }} as revenue_amount,
        {{ dbt.cast("sum(pending_amount)", "decimal(18,2)") }} as pending_amount,
        {{ dbt.cast("sum(denied_amount)", "decimal(18,2)") }} as denied_amount
    from encounters
    group by calendar_month, specialty_key
),

final as (
    select
        summed.calendar_month,
        summed.specialty_key,
        specialties.specialty_name,
        summed.encounter_count,
        summed.claim_count,
        summed.revenue_amount,
        summed.pending_amount,
        summed.denied_amount
    from summed
    inner join specialties
        on summed.specialty_key = specialties.specialty_key
)

select * from final
