{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns",
    meta={"changes": "int_patients_rejudged"},
    indexes=server_indexes(["calendar_month"])
) }}

-- One row per month, specialty and reason why an inpatient stay counts in the
-- readmission rate or does not: how many stays, and how many of them were followed by a
-- return within 30 days.
--
-- It is readmission_rate_by_specialty and readmission_waterfall in one, by month, for
-- reports of a period: over all months it adds up to both. Stays, reasons and returns
-- are defined in int_inpatient_stays_followed. Month and specialty are those of the
-- stay's last encounter: its start, and the provider's specialty at that moment.

with stays as (
    select * from {{ ref("int_inpatient_stays_followed") }}
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

final as (
    select
        dates.calendar_month,
        encounters.specialty_key,
        specialties.specialty_name,
        {{ dbt.cast("stays.index_reason", "varchar(40)") }} as index_reason,
        {{ dbt.cast("count(*)", "bigint") }} as stay_count,
        {{ dbt.cast("sum(stays.is_inpatient_return)", "bigint") }}
            as readmitted_stay_count,
        {{ dbt.cast("sum(stays.is_any_return)", "bigint") }} as any_return_count,
        {{ dbt.cast("sum(stays.is_unplanned_inpatient_return)", "bigint") }}
            as unplanned_readmitted_stay_count
    from stays
    inner join encounters
        on stays.last_encounter_id = encounters.encounter_key
    inner join dates
        on encounters.encounter_date_key = dates.date_key
    inner join specialties
        on encounters.specialty_key = specialties.specialty_key
    group by
        dates.calendar_month,
        encounters.specialty_key,
        specialties.specialty_name,
        stays.index_reason
)

select * from final
{{ where_changed("int_patients_rejudged") }}
