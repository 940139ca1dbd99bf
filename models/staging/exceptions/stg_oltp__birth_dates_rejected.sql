{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="patient_id",
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__patients_touched"},
    indexes=server_indexes(["patient_id", "date_of_birth"])
) }}

-- One row per patient and recorded date of birth that cannot be true: before 1900, or
-- after the day on which the patient was registered, logged or seen for the first time.
--
-- Staging takes such a date out of the patient's rows, where it is recorded, and keeps
-- the rows: the person is real, the age unknown.

{% set earliest = dbt.cast("'1900-01-01'", "date") %}

with patients as (
    select * from {{ source("oltp", "patients") }}
    {{ where_changed("stg_oltp__patients_touched", "patient_id") }}
),

patient_versions as (
    select * from {{ source("oltp", "patient_versions") }}
    {{ where_changed("stg_oltp__patients_touched", "patient_id") }}
),

encounters as (
    select * from {{ source("oltp", "encounters") }}
    {{ where_changed("stg_oltp__patients_touched", "patient_id") }}
),

sightings as (
    select
        patient_id,
        date_of_birth,
        {{ dbt.cast("created_at", "date") }} as seen_date
    from patients
    union all
    select
        patient_id,
        date_of_birth,
        {{ dbt.cast("valid_from", "date") }} as seen_date
    from patient_versions
    union all
    select
        patients.patient_id,
        patients.date_of_birth,
        {{ dbt.cast("encounters.encounter_date", "date") }} as seen_date
    from encounters
    inner join patients
        on encounters.patient_id = patients.patient_id
),

final as (
    select
        patient_id,
        {{ dbt.cast("date_of_birth", "date") }} as date_of_birth
    from sightings
    where date_of_birth < {{ earliest }} or date_of_birth > seen_date
    group by patient_id, date_of_birth
)

select * from final
