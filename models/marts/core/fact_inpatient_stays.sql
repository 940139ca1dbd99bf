{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="patient_id",
    on_schema_change="append_new_columns",
    meta={"changes": "int_patients_rejudged"},
    indexes=server_indexes(
        ["patient_id"], ["specialty_key"], ["discharge_date_key"]
    )
) }}

-- One row per inpatient stay: contiguous encounters, and those that a transfer links,
-- are one stay. It says of every stay the one reason why it is an index stay or not,
-- and the one reason why the patient is readmitted or not.
--
-- Reasons and returns are defined in int_inpatient_stays_followed, beside their SQL;
-- what is one stay, in int_inpatient_encounters_chained and int_inpatient_stays_merged.
-- Patient and payer are those of the first encounter, the one that admitted; provider,
-- specialty and department those of the last, the one that discharged. Length of stay
-- counts midnights, null while the stay is open.

with stays as (
    select * from {{ ref("int_inpatient_stays_followed") }}
    {{ where_changed("int_patients_rejudged", "patient_id") }}
),

keyed as (
    select * from {{ ref("int_encounters_keyed") }}
),

final as (
    select
        {{ dbt.cast("stays.stay_key", "bigint") }} as stay_key,
        {{ dbt.cast("stays.first_encounter_id", "bigint") }} as first_encounter_key,
        {{ dbt.cast("stays.last_encounter_id", "bigint") }} as last_encounter_key,
        {{ dbt.cast("first_keyed.patient_key", "bigint") }} as patient_key,
        {{ dbt.cast("first_keyed.payer_key", "integer") }} as payer_key,
        {{ dbt.cast("last_keyed.provider_key", "bigint") }} as provider_key,
        {{ dbt.cast("last_keyed.specialty_key", "integer") }} as specialty_key,
        {{ dbt.cast("last_keyed.department_key", "integer") }} as department_key,
        {{ dbt.cast("first_keyed.encounter_date_key", "integer") }}
            as admission_date_key,
        {{ dbt.cast("last_keyed.discharge_date_key", "integer") }}
            as discharge_date_key,
        {{ dbt.cast("stays.patient_id", "bigint") }} as patient_id,
        stays.admitted_at,
        stays.discharged_at,
        stays.window_end_at,
        {{ dbt.cast("stays.admission_type", "varchar(20)") }} as admission_type,
        {{ dbt.cast("stays.admission_source", "varchar(40)") }} as admission_source,
        {{ dbt.cast("stays.discharge_disposition", "varchar(40)") }}
            as discharge_disposition,
        {{ dbt.cast("stays.encounter_count", "integer") }} as encounter_count,
        {{ dbt.cast(
            dbt.datediff(
                first_date=dbt.cast("stays.admitted_at", "date"),
                second_date=dbt.cast("stays.discharged_at", "date"),
                datepart="day"
            ),
            "integer"
        ) }} as length_of_stay_days,
        {{ dbt.cast("stays.index_reason", "varchar(40)") }} as index_reason,
        {{ dbt.cast("stays.readmission_reason", "varchar(40)") }} as readmission_reason,
        {{ dbt.cast("stays.is_index_stay", "integer") }} as is_index_stay,
        {{ dbt.cast("stays.is_any_return", "integer") }} as is_any_return,
        {{ dbt.cast("stays.is_inpatient_return", "integer") }} as is_inpatient_return,
        {{ dbt.cast("stays.is_unplanned_inpatient_return", "integer") }}
            as is_unplanned_inpatient_return,
        {{ dbt.cast("stays.is_readmission", "integer") }} as is_readmission,
        {{ dbt.cast("stays.return_stay_key", "bigint") }} as return_stay_key
    from stays
    inner join keyed as first_keyed
        on stays.first_encounter_id = first_keyed.encounter_id
    inner join keyed as last_keyed
        on stays.last_encounter_id = last_keyed.encounter_id
)

select * from final
