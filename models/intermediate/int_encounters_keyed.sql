{{ config(
    materialized="incremental",
    incremental_strategy="replace_changed",
    unique_key="encounter_id",
    on_schema_change="append_new_columns",
    meta={"changes": "int_encounters_reached"},
    indexes=server_indexes(unique=["encounter_id"])
) }}

-- One row per encounter with its keys in every dimension, as of the encounter.
--
-- Patient and provider are the versions valid when the encounter started, and with them
-- come the insurance and the specialty of that moment. Department is the encounter's
-- own. What is missing, not found or outside the calendar gets the unknown member, -1.

with encounters as (
    select * from {{ ref("stg_oltp__encounters") }}
    {{ where_changed("int_encounters_reached", "encounter_id") }}
),

patients as (
    select * from {{ ref("int_patients_versioned") }}
),

providers as (
    select * from {{ ref("int_providers_versioned") }}
),

departments as (
    select * from {{ ref("stg_oltp__departments") }}
),

encounter_types as (
    select * from {{ ref("encounter_types") }}
),

final as (
    select
        encounters.encounter_id,
        coalesce(patients.patient_version_id, -1) as patient_key,
        coalesce(providers.provider_version_id, -1) as provider_key,
        coalesce(providers.specialty_key, -1) as specialty_key,
        coalesce(departments.department_id, -1) as department_key,
        coalesce(encounter_types.encounter_type_key, -1) as encounter_type_key,
        coalesce(patients.payer_key, -1) as payer_key,
        {{ date_key_or_unknown("encounters.encounter_started_at") }}
            as encounter_date_key,
        {{ date_key_or_unknown("encounters.encounter_ended_at") }}
            as discharge_date_key,
        patients.date_of_birth
    from encounters
    left join patients
        on
            encounters.patient_id = patients.patient_id
            and encounters.encounter_started_at >= patients.valid_from
            and encounters.encounter_started_at < patients.valid_to
    left join providers
        on
            encounters.provider_id = providers.provider_id
            and encounters.encounter_started_at >= providers.valid_from
            and encounters.encounter_started_at < providers.valid_to
    left join departments
        on encounters.department_id = departments.department_id
    left join encounter_types
        on encounters.encounter_type = encounter_types.encounter_type
)

select * from final
