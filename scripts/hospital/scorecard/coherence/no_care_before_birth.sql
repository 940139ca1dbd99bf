-- Nobody is cared for before the day of birth.
select
    encounters.encounter_id,
    encounters.encounter_date,
    patients.date_of_birth
from encounters
inner join patients
    on encounters.patient_id = patients.patient_id
where cast(encounters.encounter_date as date) < patients.date_of_birth
