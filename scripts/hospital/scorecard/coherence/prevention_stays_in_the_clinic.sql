-- Check-ups, screening, immunisation and prenatal supervision are outpatient reasons
-- (Z00, Z01, Z12, Z13, Z23, Z34).
select
    encounter_id,
    encounter_type,
    icd10_code
from coded
where
    encounter_type <> 'Outpatient'
    and regexp_matches(icd10_code, '^(Z00|Z01|Z12|Z13|Z23|Z34)')
