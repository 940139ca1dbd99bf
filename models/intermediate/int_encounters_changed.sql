{{ config(indexes=server_indexes(unique=["encounter_id"])) }}

-- One row per encounter that this load makes anew: those that a change reaches, and the
-- inpatient encounters of every patient whose stays are judged anew, whose readmission
-- flags may change. None in a reload.

with reached_encounters as (
    select * from {{ ref("int_encounters_reached") }}
),

rejudged_registrations as (
    select * from {{ ref("int_registrations_rejudged") }}
),

encounters as (
    select * from {{ ref("stg_oltp__encounters") }}
),

all_encounters as (
    select encounter_id
    from reached_encounters
    union all
    select encounters.encounter_id
    from rejudged_registrations
    inner join encounters
        on rejudged_registrations.patient_id = encounters.registered_patient_id
    where encounters.encounter_type = 'Inpatient'
    union all
    {{ keys_still_open(["encounter_id"]) }}
),

final as (
    select
        all_encounters.encounter_id,
        max(loads.load_number) as load_number
    from all_encounters
    cross join {{ ref("stg_oltp__loads_opened") }} as loads
    group by all_encounters.encounter_id
)

select * from final
