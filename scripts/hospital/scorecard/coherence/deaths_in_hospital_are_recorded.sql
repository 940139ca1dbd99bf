-- A patient who is discharged as Expired died on that day, and is still there on no
-- later day; nobody who has died is still an open inpatient.
select
    encounters.encounter_id,
    encounters.discharge_date,
    encounters.discharge_disposition,
    patients.date_of_death
from encounters
inner join patients
    on encounters.patient_id = patients.patient_id
where
    (
        encounters.discharge_disposition = 'Expired'
        and patients.date_of_death is distinct from
        cast(encounters.discharge_date as date)
    )
    or (encounters.discharge_date is null and patients.date_of_death is not null)
