-- The fact's patient and provider are the versions that were valid when the encounter
-- started, and payer and specialty are theirs. Only a provider may be unknown.

with pointed_versions as (
    select
        encounters.encounter_key,
        encounters.encounter_started_at,
        encounters.payer_key,
        encounters.specialty_key,
        patients.valid_from as patient_valid_from,
        patients.valid_to as patient_valid_to,
        patients.payer_key as version_payer_key,
        providers.valid_from as provider_valid_from,
        providers.valid_to as provider_valid_to,
        providers.specialty_key as version_specialty_key,
        case when patients.patient_id = source_encounters.patient_id then 1 else 0 end
            as is_same_patient,
        case
            when providers.provider_id = coalesce(source_encounters.provider_id, -1)
                then 1
            else 0
        end as is_same_provider
    from {{ ref("fact_encounters") }} as encounters
    inner join {{ ref("stg_oltp__encounters") }} as source_encounters
        on encounters.encounter_key = source_encounters.encounter_id
    inner join {{ ref("dim_patient") }} as patients
        on encounters.patient_key = patients.patient_key
    inner join {{ ref("dim_provider") }} as providers
        on encounters.provider_key = providers.provider_key
)

select *
from pointed_versions
where
    is_same_patient = 0
    or is_same_provider = 0
    or payer_key <> version_payer_key
    or specialty_key <> version_specialty_key
    or encounter_started_at < patient_valid_from
    or encounter_started_at >= patient_valid_to
    or encounter_started_at < provider_valid_from
    or encounter_started_at >= provider_valid_to
