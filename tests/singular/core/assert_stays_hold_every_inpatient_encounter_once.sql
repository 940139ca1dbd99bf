-- Every inpatient encounter lies within exactly one stay of its patient, and the stays
-- count as many encounters as there are.

with inpatient_encounters as (
    select
        encounter_id,
        patient_id,
        encounter_started_at,
        coalesce(encounter_ended_at, {{ end_of_time() }}) as encounter_ended_at
    from {{ ref("stg_oltp__encounters") }}
    where encounter_type = 'Inpatient'
),

stays as (
    select
        stay_key,
        patient_id,
        admitted_at,
        coalesce(discharged_at, {{ end_of_time() }}) as discharged_at,
        encounter_count
    from {{ ref("int_inpatient_stays_merged") }}
),

placed_encounters as (
    select
        inpatient_encounters.encounter_id,
        max(stays.stay_key) as stay_key,
        count(stays.stay_key) as stay_count
    from inpatient_encounters
    left join stays
        on
            inpatient_encounters.patient_id = stays.patient_id
            and inpatient_encounters.encounter_started_at >= stays.admitted_at
            and inpatient_encounters.encounter_ended_at <= stays.discharged_at
    group by inpatient_encounters.encounter_id
),

counted_stays as (
    select
        stays.stay_key,
        stays.encounter_count,
        count(placed_encounters.encounter_id) as placed_count
    from stays
    left join placed_encounters
        on stays.stay_key = placed_encounters.stay_key
    group by stays.stay_key, stays.encounter_count
)

select
    'encounter in not exactly one stay' as claim,
    encounter_id as claimed_id
from placed_encounters
where stay_count <> 1
union all
select
    'stay counts other encounters than it holds' as claim,
    stay_key as claimed_id
from counted_stays
where encounter_count <> placed_count
