{{ config(indexes=server_indexes(unique=["encounter_id"])) }}

-- One row per encounter that a change of the source reaches directly; none in a reload.
--
-- An encounter is reached if it has to be looked at itself, which is what
-- stg_oltp__encounters_touched lists, and if one of its patient's or its provider's
-- versions is made anew. What a change does to the readmission flags of other stays of
-- the same patient is added in int_encounters_changed.

with touched_encounters as (
    select * from {{ ref("stg_oltp__encounters_touched") }}
),

changed_patients as (
    select * from {{ ref("int_patients_changed") }}
),

patients_merged as (
    select * from {{ ref("stg_oltp__patients_merged") }}
),

changed_providers as (
    select * from {{ ref("int_providers_changed") }}
),

encounters as (
    select * from {{ ref("stg_oltp__encounters") }}
),

changed_registrations as (
    select patient_id
    from changed_patients
    union all
    select patients_merged.patient_id
    from changed_patients
    inner join patients_merged
        on changed_patients.patient_id = patients_merged.survivor_patient_id
),

reached_encounters as (
    select encounter_id
    from touched_encounters
    union all
    select encounters.encounter_id
    from changed_registrations
    inner join encounters
        on changed_registrations.patient_id = encounters.registered_patient_id
    union all
    select encounters.encounter_id
    from changed_providers
    inner join encounters
        on changed_providers.provider_id = encounters.provider_id
    union all
    {{ keys_still_open(["encounter_id"]) }}
),

final as (
    select
        reached_encounters.encounter_id,
        max(loads.load_number) as load_number
    from reached_encounters
    cross join {{ ref("stg_oltp__loads_opened") }} as loads
    group by reached_encounters.encounter_id
)

select * from final
