-- One row per diagnosis coded on an encounter; side is the side of the
-- body that the code names.
create view coded as
select
    all_visits.encounter_id,
    all_visits.patient_id,
    all_visits.encounter_type,
    all_visits.encounter_date,
    all_visits.discharge_date,
    all_visits.gender,
    all_visits.age,
    all_visits.principal,
    encounter_diagnoses.encounter_diagnosis_id,
    encounter_diagnoses.diagnosis_sequence,
    diagnoses.icd10_code,
    case
        when diagnoses.icd10_description ilike '%bilateral%' then 'both'
        when regexp_matches(diagnoses.icd10_description, '(?i)\bright\b') then 'right'
        when regexp_matches(diagnoses.icd10_description, '(?i)\bleft\b') then 'left'
    end as side
from encounter_diagnoses
inner join diagnoses
    on encounter_diagnoses.diagnosis_id = diagnoses.diagnosis_id
inner join all_visits
    on encounter_diagnoses.encounter_id = all_visits.encounter_id;

-- One row per procedure performed in an encounter.
create view performed as
select
    all_visits.encounter_id,
    all_visits.patient_id,
    all_visits.encounter_type,
    all_visits.encounter_date,
    all_visits.discharge_date,
    all_visits.discharge_disposition,
    all_visits.payer_type,
    all_visits.gender,
    all_visits.age,
    all_visits.principal,
    encounter_procedures.encounter_procedure_id,
    encounter_procedures.procedure_date,
    procedures.cpt_code
from encounter_procedures
inner join procedures
    on encounter_procedures.procedure_id = procedures.procedure_id
inner join all_visits
    on encounter_procedures.encounter_id = all_visits.encounter_id;
