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
-- one twice.

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

final as (
    select
        dates.calendar_month,
        encounters.specialty_key,
        specialties.specialty_name,
        {{ dbt.cast("count(*)", "bigint") }} as encounter_count,
        {{ dbt.cast("sum(encounters.claim_count)", "bigint") }} as claim_count,
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
    group by dates.calendar_month, encounters.specialty_key, specialties.specialty_name
)

select * from final
