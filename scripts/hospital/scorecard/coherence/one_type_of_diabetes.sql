-- Type 1 and type 2 diabetes (E10, E11) never stand in the history of one patient.
select
    patient_id,
    min(icd10_code) as first_code,
    max(icd10_code) as last_code
from coded
where regexp_matches(icd10_code, '^E1[01]')
group by patient_id
having count(distinct left(icd10_code, 3)) > 1
