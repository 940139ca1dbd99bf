-- Nothing begins or goes on after the day of death.
select
    encounters.encounter_id,
    encounters.encounter_date,
    encounters.discharge_date,
    patients.date_of_death
from encounters
inner join patients
    on encounters.patient_id = patients.patient_id
where
    cast(encounters.encounter_date as date) > patients.date_of_death
    or cast(encounters.discharge_date as date) > patients.date_of_death
