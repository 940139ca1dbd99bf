-- Per month, specialty and encounter type: how many encounters, of how many people?
-- On the star everything is a key away; people are counted by the durable patient_id.
-- Names are joined to the counts, so that the fact is read in the order of its index.

with counted_encounters as (
    select
        calendar_month,
        specialty_key,
        encounter_type_key,
        count(*) as encounter_count,
        count(distinct patient_id) as unique_patient_count
    from {{ ref("fact_encounters") }}
    group by calendar_month, specialty_key, encounter_type_key
)

select
    counted_encounters.calendar_month,
    dim_specialty.specialty_key,
    dim_specialty.specialty_name,
    dim_encounter_type.encounter_type,
    counted_encounters.encounter_count,
    counted_encounters.unique_patient_count
from counted_encounters
inner join {{ ref("dim_specialty") }} as dim_specialty
    on counted_encounters.specialty_key = dim_specialty.specialty_key
inner join {{ ref("dim_encounter_type") }} as dim_encounter_type
    on counted_encounters.encounter_type_key = dim_encounter_type.encounter_type_key
order by
    counted_encounters.calendar_month,
    dim_specialty.specialty_key,
    dim_encounter_type.encounter_type
