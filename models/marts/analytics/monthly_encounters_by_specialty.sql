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
-- versions, or several encounters in the month, is one. Names are joined to the counts,
-- not to the encounters, which an index of the fact gives in the order of the groups.

with encounters as (
    select * from {{ ref("fact_encounters") }}
    {{ where_changed("int_months_changed", "calendar_month") }}
),

specialties as (
    select * from {{ ref("dim_specialty") }}
),

encounter_types as (
    select * from {{ ref("dim_encounter_type") }}
),

counted as (
    select
        calendar_month,
        specialty_key,
        encounter_type_key,
        {{ dbt.cast("count(*)", "bigint") }} as encounter_count,
        {{ dbt.cast("count(distinct patient_id)", "bigint") }} as unique_patient_count
    from encounters
    group by calendar_month, specialty_key, encounter_type_key
),

final as (
    select
        counted.calendar_month,
        counted.specialty_key,
        specialties.specialty_name,
        encounter_types.encounter_type,
        counted.encounter_count,
        counted.unique_patient_count
    from counted
    inner join specialties
        on counted.specialty_key = specialties.specialty_key
    inner join encounter_types
        on counted.encounter_type_key = encounter_types.encounter_type_key
)

select * from final
