{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns",
    meta={"changes": "int_patients_rejudged"},
    indexes=server_indexes(["calendar_month"])
) }}

-- One row per month, specialty and length of stay in days: how many inpatient stays
-- took so long.
--
-- A stay is what the patient lives through: contiguous encounters and transfers are one
-- (int_inpatient_stays_merged). Its length counts midnights from admission to
-- discharge; a stay without a discharge has none yet and is left out. Month and
-- specialty are those of the stay's last encounter: its start, and the provider's
-- specialty at that moment. Counts per length give every median and quartile of any
-- choice of months and specialties exactly, which stored medians could not.

with stays as (
    select * from {{ ref("int_inpatient_stays_merged") }}
),

encounters as (
    select * from {{ ref("fact_encounters") }}
),

dates as (
    select * from {{ ref("dim_date") }}
),

specialties as (
    select * from {{ ref("dim_specialty") }}
),

ended_stays as (
    select
        dates.calendar_month,
        encounters.specialty_key,
        specialties.specialty_name,
        {{ dbt.datediff(
            first_date=dbt.cast("stays.admitted_at", "date"),
            second_date=dbt.cast("stays.discharged_at", "date"),
            datepart="day"
        ) }} as length_of_stay_days
    from stays
    inner join encounters
        on stays.last_encounter_id = encounters.encounter_key
    inner join dates
        on encounters.encounter_date_key = dates.date_key
    inner join specialties
        on encounters.specialty_key = specialties.specialty_key
    where stays.discharged_at is not null
),

final as (
    select
        calendar_month,
        specialty_key,
        specialty_name,
        {{ dbt.cast("length_of_stay_days", "integer") }} as length_of_stay_days,
        {{ dbt.cast("count(*)", "bigint") }} as stay_count
    from ended_stays
    group by calendar_month, specialty_key, specialty_name, length_of_stay_days
)

select * from final
{{ where_changed("int_patients_rejudged") }}
