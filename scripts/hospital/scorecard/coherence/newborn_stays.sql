-- A birth (Z38) is coded once in a life, on an inpatient stay of the admission type
-- Newborn that begins on the day of birth, and every such stay has one.
with newborn_stays as (
    select
        encounters.encounter_id,
        encounters.patient_id,
        encounters.encounter_date
    from encounters
    where encounters.admission_type = 'Newborn'
),

births as (
    select
        encounter_id,
        patient_id,
        encounter_date,
        icd10_code
    from coded
    where icd10_code like 'Z38%'
)

select
    min(encounter_id) as encounter_id,
    'several births of one patient' as problem
from births
group by patient_id
having count(*) > 1
union all
select
    births.encounter_id,
    'not on the birth stay' as problem
from births
inner join patients
    on births.patient_id = patients.patient_id
left join newborn_stays
    on births.encounter_id = newborn_stays.encounter_id
where
    newborn_stays.encounter_id is null
    or cast(births.encounter_date as date) <> patients.date_of_birth
union all
select
    newborn_stays.encounter_id,
    'no birth coded' as problem
from newborn_stays
left join births
    on newborn_stays.encounter_id = births.encounter_id
where births.encounter_id is null
