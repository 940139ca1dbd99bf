{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    on_schema_change="append_new_columns",
    meta={"changes": "int_patients_rejudged"}
) }}

-- One row per specialty that discharged an index stay: how many of its index stays
-- were followed by a return within 30 days, by three definitions, as counts and as
-- rates.
--
-- Index stays and returns are defined in int_inpatient_stays_followed. A stay belongs
-- to the specialty of its last encounter, the one that decided on the discharge. The
-- headline, readmission, is a return to an inpatient stay of any kind; its interval is
-- Wilson's at 95 %. Any return counts encounters of every type, unplanned readmission
-- leaves out elective admissions and births.

with stays as (
    select * from {{ ref("int_inpatient_stays_followed") }}
),

encounters as (
    select * from {{ ref("fact_encounters") }}
),

specialties as (
    select * from {{ ref("dim_specialty") }}
),

counted_stays as (
    select
        encounters.specialty_key,
        count(*) as index_stay_count,
        sum(stays.is_inpatient_return) as readmitted_stay_count,
        sum(stays.is_any_return) as any_return_count,
        sum(stays.is_unplanned_inpatient_return) as unplanned_readmitted_stay_count
    from stays
    inner join encounters
        on stays.last_encounter_id = encounters.encounter_key
    where stays.is_index_stay = 1
    group by encounters.specialty_key
),

final as (
    select
        counted_stays.specialty_key,
        specialties.specialty_name,
        {{ dbt.cast("index_stay_count", "bigint") }} as index_stay_count,
        {{ dbt.cast("readmitted_stay_count", "bigint") }} as readmitted_stay_count,
        {{ ratio("readmitted_stay_count", "index_stay_count") }} as readmission_rate,
        {{ wilson_bound("readmitted_stay_count", "index_stay_count", "lower") }}
            as rate_lower_bound,
        {{ wilson_bound("readmitted_stay_count", "index_stay_count", "upper") }}
            as rate_upper_bound,
        {{ dbt.cast("any_return_count", "bigint") }} as any_return_count,
        {{ ratio("any_return_count", "index_stay_count") }} as any_return_rate,
        {{ dbt.cast("unplanned_readmitted_stay_count", "bigint") }}
            as unplanned_readmitted_stay_count,
        {{ ratio("unplanned_readmitted_stay_count", "index_stay_count") }}
            as unplanned_readmission_rate
    from counted_stays
    inner join specialties
        on counted_stays.specialty_key = specialties.specialty_key
)

select * from final
{{ where_changed("int_patients_rejudged") }}
