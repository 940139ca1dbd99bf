-- An inpatient visits no clinic: no outpatient encounter overlaps an inpatient stay or
-- an emergency visit of the same patient.
with acute as (
    select
        encounter_id,
        patient_id,
        encounter_date,
        coalesce(discharge_date, timestamp '9999-01-01') as end_at
    from encounters
    where encounter_type in ('Inpatient', 'ER')
)

select
    encounters.encounter_id,
    encounters.encounter_date,
    acute.encounter_id as acute_encounter_id,
    acute.encounter_date as acute_start_at,
    acute.end_at as acute_end_at
from encounters
inner join acute
    on encounters.patient_id = acute.patient_id
where
    encounters.encounter_type = 'Outpatient'
    and encounters.encounter_date < acute.end_at
    and coalesce(encounters.discharge_date, timestamp '9999-01-01')
    > acute.encounter_date
