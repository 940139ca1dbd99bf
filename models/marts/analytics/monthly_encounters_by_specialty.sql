{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="calendar_month",
    on_schema_change="append_new_columns",
    meta={"changes": "int_months_changed"},
    indexes=server_indexes(["calendar_month"])
) }}

-- One row per month, specialty and encounter type in which there was an encounter: how
-- many encounters, of how many people.
--
-- The month is the one in which the encounter started, the specialty the provider's at
-- that moment. People are counted by the durable patient_id: a patient with several
-- versions, or several encounters in the month, is one.

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

encounter_types as (
    select * from {{ ref("dim_encounter_type") }}
),

final as (
    select
        dates.calendar_month,
        encounters.specialty_key,
        specialties.specialty_name,
        encounter_types.encounter_type,
        {{ dbt.cast("count(*)", "bigint") }} as encounter_count,
        {{ dbt.cast("count(distinct encounters.patient_id)", "bigint") }}
            as unique_patient_count
    from encounters
    inner join dates
        on encounters.encounter_date_key = dates.date_key
    inner join specialties
        on encounters.specialty_key = specialties.specialty_key
    inner join encounter_types
        on encounters.encounter_type_key = encounter_types.encounter_type_key
    group by
        dates.calendar_month,
        encounters.specialty_key,
        specialties.specialty_name,
        encounter_types.encounter_type
)

select * from final
