{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="patient_id",
    on_schema_change="append_new_columns",
    meta={"changes": "stg_oltp__patients_touched"},
    indexes=server_indexes(["patient_id"])
) }}

-- One row per row of patients that can be a second registration of a person or have
-- one: what stg_oltp__patients_merged compares, after cleaning. Patients without any
-- contact data, and those whose date of birth cannot be true, are compared with nobody.

with patients as (
    select * from {{ source("oltp", "patients") }}
    {{ where_changed("stg_oltp__patients_touched", "patient_id") }}
),

birth_dates_rejected as (
    select * from {{ ref("stg_oltp__birth_dates_rejected") }}
),

final as (
    select
        patients.patient_id,
        {{ clean_name("patients.first_name") }} as first_name,
        {{ clean_name("patients.last_name") }} as last_name,
        patients.date_of_birth,
        {{ clean_gender("patients.gender") }} as gender,
        {{ clean_phone("patients.phone") }} as phone,
        {{ clean_text("patients.address_line") }} as address_line,
        {{ clean_postal_code("patients.postal_code") }} as postal_code
    from patients
    left join birth_dates_rejected
        on
            patients.patient_id = birth_dates_rejected.patient_id
            and patients.date_of_birth = birth_dates_rejected.date_of_birth
    where
        birth_dates_rejected.patient_id is null
        and (patients.phone is not null or patients.address_line is not null)
)

select * from final
