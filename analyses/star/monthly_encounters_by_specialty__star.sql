-- Per month, specialty and encounter type: how many encounters, of how many people?
-- On the star everything is a key away; people are counted by the durable patient_id.

select
    dim_date.calendar_month,
    dim_specialty.specialty_key,
    dim_specialty.specialty_name,
    dim_encounter_type.encounter_type,
    count(*) as encounter_count,
    count(distinct fact_encounters.patient_id) as unique_patient_count
from {{ ref("fact_encounters") }} as fact_encounters
inner join {{ ref("dim_date") }} as dim_date
    on fact_encounters.encounter_date_key = dim_date.date_key
inner join {{ ref("dim_specialty") }} as dim_specialty
    on fact_encounters.specialty_key = dim_specialty.specialty_key
inner join {{ ref("dim_encounter_type") }} as dim_encounter_type
    on fact_encounters.encounter_type_key = dim_encounter_type.encounter_type_key
group by
    dim_date.calendar_month,
    dim_specialty.specialty_key,
    dim_specialty.specialty_name,
    dim_encounter_type.encounter_type
order by
    dim_date.calendar_month,
    dim_specialty.specialty_key,
    dim_encounter_type.encounter_type
